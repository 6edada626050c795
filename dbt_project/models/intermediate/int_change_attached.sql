with

figures as (

    select * from {{ coded_figures() }} as coded
    where
        indicator_code is not null
        and year = report_year
        and not is_plan
        and {{ is_rebuilt('sha256') }}

),

levels as (

    select * from figures
    where measure = 'level'

),

changes as (

    select
        *,
        case
            when measure = 'point_change' or unit_kind = 'points' then 'points'
            when unit_kind in {{ relative_kinds() }} then 'percent'
            else 'units'
        end as change_kind
    from figures
    where
        measure in ('change', 'point_change')
        and validity <> 'refused'
        -- 较2019年下降40%, 环比: says nothing of the year before.
        and coalesce(base_year = cast(year - 1 as varchar), true)

),

pairs as (

    select
        changes.figure_id,
        changes.indicator_code,
        changes.sha256,
        changes.change_kind,
        changes.scope,
        {{ in_percent('changes.value', 'changes.unit_kind') }} as value,
        {{ in_percent('changes.value_low', 'changes.unit_kind') }} as value_low,
        {{ in_percent('changes.value_high', 'changes.unit_kind') }} as value_high,
        changes.bound,
        levels.figure_id as level_figure_id,
        levels.value as level_value,
        levels.unit_kind as level_unit_kind,
        levels.scope as level_scope,
        levels.validity = 'refused' as is_level_refused,
        changes."start" > levels."start" as is_after,
        abs(changes."start" - levels."start") as distance,
        levels.sentence_start = changes.sentence_start as is_same_sentence
    from changes
    inner join levels
        on
            changes.sha256 = levels.sha256
            and changes.indicator_code = levels.indicator_code
            and (changes.scope = levels.scope or changes.scope = 'total')

),

ranked as (

    select
        *,
        row_number() over (
            partition by figure_id
            order by is_same_sentence desc, is_after desc, distance asc, level_figure_id asc
        ) as position
    from pairs

),

final as (

    select
        figure_id,
        indicator_code,
        sha256,
        change_kind,
        scope,
        value,
        value_low,
        value_high,
        bound,
        level_figure_id,
        level_value,
        level_unit_kind,
        level_scope,
        is_level_refused,
        is_after,
        distance
    from ranked
    where position = 1

)

select * from final
