with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where year = report_year

),

changes as (

    select * from {{ ref('int_change_attached') }}
    where {{ is_rebuilt('sha256') }}

),

ranked as (

    select
        changes.*,
        row_number() over (
            partition by changes.sha256, changes.indicator_code, changes.change_kind
            order by changes.is_after desc, changes.distance asc, changes.figure_id asc
        ) as position
    from changes
    inner join choices
        on
            changes.sha256 = choices.sha256
            and changes.indicator_code = choices.indicator_code
            and (
                list_contains(choices.figure_ids, changes.level_figure_id)
                -- A value is often printed twice, in a summary and in its place, and its change beside one of the two.
                or (
                    not changes.is_level_refused
                    and changes.level_scope = choices.scope
                    and changes.level_value = choices.value
                    and changes.level_unit_kind = choices.unit_kind
                )
            )
            -- What one part grew by says nothing of the sum.
            and (choices.scope <> 'summed' or changes.scope = 'total')

),

final as (

    select
        sha256,
        indicator_code,
        {{ stated_change('percent') }},
        {{ stated_change('points') }},
        {{ stated_change('units') }}
    from ranked
    where position = 1
    group by sha256, indicator_code

)

select * from final
