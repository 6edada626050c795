with

figures as (

    select * from {{ coded_figures() }} as coded

),

-- Read once more rather than taken from above: what a view's query reads twice is kept in between, all of it.
refused as (

    select * from {{ coded_figures() }} as coded
    where validity = 'refused'

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

refused_parts as (

    select
        sha256,
        indicator_code,
        year,
        sentence_start
    from refused
    where
        scope = 'part'
        and measure = 'level'
        and indicator_code is not null
        and year is not null

),

final as (

    select
        figures.figure_id,
        figures.publisher_key,
        figures.sha256,
        figures.is_current,
        figures.version_position,
        figures.sentence_start,
        figures.indicator_code,
        figures.report_year,
        figures.year,
        figures."start",
        figures.value,
        figures.value_low,
        figures.value_high,
        figures."precision",
        figures.unit,
        figures.unit_kind,
        figures.bound,
        figures.scope,
        figures.part,
        figures.definition,
        figures.period_end,
        indicators.kind,
        indicators.aggregation,
        -- 截至9月底80件 beside 全年100件: a flow is counted over the year.
        case
            when indicators.aggregation <> 'stock' and figures.period_end < make_date(figures.year, 12, 31) then 1
            else 0
        end as period_rank,
        case figures.scope when 'total' then 0 else 1 end as scope_rank,
        case figures.bound when 'exact' then 0 else 1 end as bound_rank,
        case when figures.section_domain = indicators.domain then 0 else 1 end as domain_rank,
        -- Of two definitions the one that the indicator is named after: heads of agencies, not 正职 alone.
        case
            when figures.definition in ('principal_head', 'combined', 'handled', 'with_carried_over', 'all_instances')
                then 1
            else 0
        end as definition_rank,
        -- 全县1500件: words that say whose the figure is, not only the absence of words for a part.
        case
            when figures.part = 'own_level' then 2
            when figures.scope = 'total' and contains(coalesce(figures.evidence, ''), '"whose"') then 0 else 1
        end as whole_rank,
        -- A sum that lacks a component is no sum.
        figures.scope = 'part'
        and (figures.sha256, figures.indicator_code, figures.year, figures.sentence_start) in (
            select (parts.sha256, parts.indicator_code, parts.year, parts.sentence_start)
            from refused_parts as parts
        ) as has_refused_sibling
    from figures
    inner join indicators on figures.indicator_code = indicators.indicator_code
    where
        coalesce(figures.whose not in ('other', 'plan'), true)
        and figures.measure = 'level'
        and figures.year between figures.report_year - 1 and figures.report_year
        and not figures.is_plan
        and figures.validity <> 'refused'
        -- A rate is printed in percent, a count never is.
        and case indicators.kind
            when 'rate' then figures.unit_kind = 'percent'
            else figures.unit_kind not in {{ relative_kinds() }}
        end

)

select * from final
