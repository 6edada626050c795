with

reports as (

    select * from {{ ref('dim_report') }}
    where is_current and is_government and report_year is not null and {{ is_rebuilt('sha256') }}

),

catalogue as (

    select
        domain,
        count(*) as indicators_in_catalogue,
        sum(count(*)) over () as all_indicators
    from {{ ref('dim_indicator') }}
    group by domain

),

given as (

    select
        yoy.sha256,
        indicators.domain,
        count(*) filter (where yoy.validity is distinct from 'refused') as indicators_given,
        count(yoy.prior_value) as indicators_with_prior,
        count(yoy.change_figure_id) as indicators_with_stated_change
    from {{ ref('indicator_yoy') }} as yoy
    inner join {{ ref('dim_indicator') }} as indicators on yoy.indicator_code = indicators.indicator_code
    where {{ is_rebuilt('yoy.sha256') }}
    group by yoy.sha256, indicators.domain

),

counted as (

    select
        reports.*,
        catalogue.domain,
        catalogue.indicators_in_catalogue,
        catalogue.all_indicators,
        coalesce(given.indicators_given, 0) as indicators_given,
        coalesce(given.indicators_with_prior, 0) as indicators_with_prior,
        coalesce(given.indicators_with_stated_change, 0) as indicators_with_stated_change
    from reports
    cross join catalogue
    left join given
        on
            reports.sha256 = given.sha256
            and catalogue.domain = given.domain

),

final as (

    select
        publisher_key,
        region_code,
        region_name,
        level,
        report_year,
        domain,
        indicators_given,
        indicators_in_catalogue,
        cast(round(100.0 * indicators_given / indicators_in_catalogue, 2) as decimal(5, 2)) as coverage_pct,
        indicators_with_prior,
        indicators_with_stated_change,
        cast(sum(indicators_given) over (partition by sha256) as bigint) as report_indicators_given,
        cast(all_indicators as bigint) as report_indicators_in_catalogue,
        cast(
            round(100.0 * sum(indicators_given) over (partition by sha256) / all_indicators, 2) as decimal(5, 2)
        ) as report_coverage_pct,
        validity,
        address as report_address,
        sha256
    from counted

)

select * from final
