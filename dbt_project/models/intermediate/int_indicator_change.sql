with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where year = report_year

),

candidates as (

    select * from {{ ref('int_indicator_candidate') }}

),

changes as (

    select * from {{ ref('int_change_attached') }}

),

-- A value is often printed twice, in a summary and in its place, and its change beside one of the two.
mentions as (

    select
        choices.sha256,
        choices.indicator_code,
        choices.scope,
        candidates.figure_id
    from choices
    inner join candidates
        on
            choices.sha256 = candidates.sha256
            and choices.indicator_code = candidates.indicator_code
            and choices.year = candidates.year
            and (
                list_contains(choices.figure_ids, candidates.figure_id)
                or (
                    choices.scope = candidates.scope
                    and choices.value = candidates.value
                    and choices.unit_kind = candidates.unit_kind
                )
            )

),

ranked as (

    select
        changes.*,
        row_number() over (
            partition by changes.sha256, changes.indicator_code, changes.change_kind
            order by changes.is_after desc, changes.distance asc, changes.figure_id asc
        ) as position
    from mentions
    inner join changes
        on
            mentions.figure_id = changes.level_figure_id
            -- What one part grew by says nothing of the sum.
            and (mentions.scope <> 'summed' or changes.scope = 'total')

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
