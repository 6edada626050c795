with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where {{ is_rebuilt('publisher_key') }}

),

figures as (

    select * from {{ ref('fct_figure') }}

),

reports as (

    select * from {{ ref('dim_report') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

compared as (

    select
        first_printed.publisher_key,
        first_printed.indicator_code,
        first_printed.year,
        first_printed.unit_kind,
        first_printed.unit,
        first_printed.value as first_value,
        first_printed.bound as first_bound,
        first_printed.scope as first_scope,
        first_printed.figure_id as first_figure_id,
        first_printed.sha256 as first_sha256,
        restated.value as restated_value,
        restated.bound as restated_bound,
        restated.scope as restated_scope,
        restated.figure_id as restated_figure_id,
        restated.sha256 as restated_sha256,
        restated.report_year as restated_in_year,
        first_printed.aggregation <> 'stock'
        and {{ month_and_day('first_printed.period_end') }}
        <> least({{ month_and_day('restated.period_end') }}, {{ month_and_day('beside.period_end') }})
            as is_of_other_period,
        {{ other_definition('first_printed.definition', 'restated.definition') }} as is_of_other_definition,
        (first_printed.part = 'own_level' and restated.is_said_of_whole)
        or (restated.part = 'own_level' and first_printed.is_said_of_whole) as is_of_other_population,
        {{ intervals_overlap(
            'first_printed.value_low', 'first_printed.value_high', 'restated.value_low', 'restated.value_high'
        ) }} as is_same_value
    from choices as first_printed
    inner join choices as restated
        on
            first_printed.publisher_key = restated.publisher_key
            and first_printed.indicator_code = restated.indicator_code
            and first_printed.year = restated.year
            and first_printed.unit_kind = restated.unit_kind
            and first_printed.report_year = first_printed.year
            and restated.report_year = restated.year + 1
    -- 截至10月底84件，上年同期72件: what stands beside a count until October is one until October.
    left join choices as beside
        on
            restated.sha256 = beside.sha256
            and restated.indicator_code = beside.indicator_code
            and restated.report_year = beside.year
    where {{ is_rebuilt('first_printed.sha256') }} or {{ is_rebuilt('restated.sha256') }}

),

final as (

    select
        compared.publisher_key,
        first_reports.region_code,
        first_reports.region_name,
        first_reports.level,
        compared.indicator_code,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        compared.year,
        compared.restated_in_year,
        compared.unit,
        compared.first_value,
        compared.first_bound,
        compared.first_scope,
        compared.restated_value,
        compared.restated_bound,
        compared.restated_scope,
        cast(compared.restated_value - compared.first_value as decimal(28, 6)) as revision,
        case
            when indicators.kind <> 'rate' and compared.first_value <> 0
                then {{ change_in_percent('compared.restated_value', 'compared.first_value') }}
        end as revision_pct,
        case
            when compared.is_same_value then 'same'
            when
                compared.first_scope <> compared.restated_scope or coalesce(compared.is_of_other_population, false)
                then 'other_scope'
            when compared.is_of_other_definition then 'other_definition'
            when coalesce(compared.is_of_other_period, false) then 'other_period'
            else 'revised'
        end as revision_kind,
        compared.first_figure_id,
        compared.restated_figure_id,
        {{ joint_validity('first_figures.validity', 'restated_figures.validity') }} as validity,
        first_figures.quote as first_quote,
        restated_figures.quote as restated_quote,
        first_reports.address as first_report_address,
        restated_reports.address as restated_report_address,
        compared.first_sha256,
        compared.restated_sha256
    from compared
    inner join indicators on compared.indicator_code = indicators.indicator_code
    inner join reports as first_reports on compared.first_sha256 = first_reports.sha256
    inner join reports as restated_reports on compared.restated_sha256 = restated_reports.sha256
    inner join figures as first_figures on compared.first_figure_id = first_figures.figure_id
    inner join figures as restated_figures on compared.restated_figure_id = restated_figures.figure_id

)

select * from final
