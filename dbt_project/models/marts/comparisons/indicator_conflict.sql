with

contradictions as (

    select * from {{ ref('int_figure_contradiction') }}
    where {{ is_rebuilt('publisher_key') }}

),

revisions as (

    select * from {{ ref('indicator_revision') }}
    where revision_kind = 'revised' and {{ is_rebuilt('publisher_key') }}

),

figures as (

    select * from {{ ref('fct_figure') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

pairs as (

    select
        publisher_key,
        indicator_code,
        year,
        conflict_kind,
        figure_id,
        value,
        other_figure_id,
        other_value
    from contradictions

    union all

    select
        publisher_key,
        indicator_code,
        year,
        'between_reports' as conflict_kind,
        first_figure_id as figure_id,
        first_value as value,
        restated_figure_id as other_figure_id,
        restated_value as other_value
    from revisions

),

final as (

    select
        pairs.publisher_key,
        figures.region_code,
        figures.region_name,
        figures.level,
        pairs.indicator_code,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        pairs.year,
        pairs.conflict_kind,
        pairs.value,
        figures.unit,
        figures.bound,
        pairs.other_value,
        others.unit as other_unit,
        others.bound as other_bound,
        cast(pairs.other_value - pairs.value as decimal(28, 6)) as difference,
        case
            when indicators.kind <> 'rate' and pairs.value <> 0
                then {{ change_in_percent('pairs.other_value', 'pairs.value') }}
        end as difference_pct,
        indicators.kind <> 'rate' and {{ is_tenfold('pairs.other_value', 'pairs.value') }} as is_tenfold,
        pairs.figure_id,
        pairs.other_figure_id,
        {{ joint_validity('figures.validity', 'others.validity') }} as validity,
        figures.quote,
        others.quote as other_quote,
        figures.report_address,
        others.report_address as other_report_address,
        figures.sha256,
        others.sha256 as other_sha256
    from pairs
    inner join indicators on pairs.indicator_code = indicators.indicator_code
    inner join figures on pairs.figure_id = figures.figure_id
    inner join figures as others on pairs.other_figure_id = others.figure_id
    where {{ is_rebuilt('figures.sha256') }} or {{ is_rebuilt('others.sha256') }}

)

select * from final
