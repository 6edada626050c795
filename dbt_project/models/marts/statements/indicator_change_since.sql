with

figures as (

    select * from {{ ref('int_figure_placed') }}
    where
        base_year is not null
        and is_current
        and indicator_code is not null
        and measure in ('change', 'point_change')
        and not is_plan
        and coalesce(whose not in ('other', 'plan'), true)
        and validity <> 'refused'
        and base_year <> cast(year - 1 as varchar)

),

facts as (

    select * from {{ ref('fct_figure') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

chosen as (

    select * from {{ ref('fct_indicator') }}

),

changes as (

    select
        *,
        try_cast(base_year as integer) as compared_year,
        case
            when measure = 'point_change' or unit_kind = 'points' then 'points'
            when unit_kind in {{ relative_kinds() }} then 'percent'
            else 'units'
        end as change_kind,
        {{ in_percent('value', 'unit_kind') }} as change
    from figures

),

final as (

    select
        changes.publisher_key,
        facts.region_code,
        facts.region_name,
        facts.level,
        changes.indicator_code,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        changes.year,
        changes.base_year,
        changes.change_kind,
        changes.change,
        changes.unit,
        changes.bound,
        now.value,
        based.value as base_value,
        case
            when
                changes.change_kind = 'percent'
                and based.value > 0
                and indicators.kind <> 'rate'
                and not {{ other_definition('now.definition', 'based.definition') }}
                and coalesce(now.is_part_year = based.is_part_year, true)
                then {{ change_in_percent('now.value', 'based.value') }}
        end as computed_pct,
        changes.validity,
        changes.figure_id,
        now.figure_id as value_figure_id,
        based.figure_id as base_figure_id,
        facts.quote,
        facts.report_address,
        changes.sha256
    from changes
    inner join facts on changes.figure_id = facts.figure_id
    inner join indicators on changes.indicator_code = indicators.indicator_code
    left join chosen as now
        on
            changes.publisher_key = now.publisher_key
            and changes.indicator_code = now.indicator_code
            and changes.year = now.year
    left join chosen as based
        on
            changes.publisher_key = based.publisher_key
            and changes.indicator_code = based.indicator_code
            and changes.compared_year = based.year
            and now.unit_kind = based.unit_kind

)

select * from final
