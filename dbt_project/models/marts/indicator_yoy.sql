with

chosen as (

    select * from {{ ref('fct_indicator') }}
    where told_by is distinct from 'next_report' and {{ is_rebuilt('sha256') }}

),

priors as (

    select * from {{ ref('int_indicator_prior') }}

),

changes as (

    select * from {{ ref('int_indicator_change') }}

),

consistency as (

    select * from {{ ref('int_indicator_consistency') }}

),

validity as (

    select * from {{ ref('int_figure_validity') }}

),

refused as (

    select * from {{ ref('int_indicator_refused') }}

),

reports as (

    select * from {{ ref('dim_report') }}

),

regions as (

    select
        region_code,
        population_2020
    from {{ ref('dim_region') }}

),

joined as (

    select
        chosen.*,
        priors.prior_value,
        priors.prior_source,
        priors.prior_bound,
        priors.prior_low,
        priors.prior_high,
        priors.prior_scope,
        priors.prior_figure_id,
        priors.restated_prior_value,
        priors.restated_prior_figure_id,
        priors.incomparable,
        priors.prior_definition,
        priors.prior_period_end,
        priors.is_in_other_unit,
        priors.is_total_decrease,
        priors.is_percent_of_rate,
        chosen.kind = 'rate' as is_rate,
        cast(changes.percent_value as decimal(28, 6)) as reported_yoy_pct,
        cast(changes.points_value as decimal(28, 6)) as reported_points,
        cast(changes.units_value as decimal(28, 6)) as reported_change,
        changes.percent_figure_id,
        changes.points_figure_id,
        changes.units_figure_id,
        changes.percent_bound,
        consistency.consistent,
        consistency.consistent_with,
        prior_reports.address as prior_report_address,
        -- What a government counts, by the residents of its area.
        case
            when chosen.publisher_kind = 'government' and chosen.kind <> 'rate' then regions.population_2020
        end as population,
        coalesce(prior_validity.validity, case when priors.prior_value is not null then 'valid' end) as prior_validity,
        refused.sha256 is not null as is_prior_refused
    from chosen
    left join priors
        on
            chosen.sha256 = priors.sha256
            and chosen.indicator_code = priors.indicator_code
    left join changes
        on
            chosen.sha256 = changes.sha256
            and chosen.indicator_code = changes.indicator_code
    left join consistency
        on
            chosen.sha256 = consistency.sha256
            and chosen.indicator_code = consistency.indicator_code
    left join reports as prior_reports on priors.prior_sha256 = prior_reports.sha256
    left join validity as prior_validity on priors.prior_figure_id = prior_validity.figure_id
    left join regions on chosen.region_code = regions.region_code
    left join refused
        on
            chosen.publisher_key = refused.publisher_key
            and chosen.indicator_code = refused.indicator_code
            and chosen.year = refused.year + 1

),

judged as (

    select
        *,
        -- The report's own words on the change can bear such a step out; an implied prior value is made of them.
        not is_rate
        and prior_source <> 'implied'
        and coalesce(not consistent, true)
        and {{ is_tenfold('value', 'prior_value') }} as is_tenfold
    from joined

),

reckoned as (

    select
        *,
        case
            when not is_rate and prior_value <> 0 and incomparable is null and not is_tenfold
                then {{ change_in_percent('value', 'prior_value') }}
        end as computed_yoy_pct,
        case
            when not is_rate and restated_prior_value <> 0 and not is_tenfold
                then {{ change_in_percent('value', 'restated_prior_value') }}
        end as restated_yoy_pct
    from judged

),

final as (

    select
        publisher_key,
        region_code,
        region_name,
        level,
        publisher_kind,
        year,
        indicator_code,
        indicator_name_zh,
        indicator_name_en,
        kind,
        aggregation,
        value,
        unit,
        unit_kind,
        bound,
        value_low,
        value_high,
        scope,
        cast(round(cast(value as double) * 100000 / population, 4) as double) as per_100k,
        prior_value,
        prior_source,
        prior_bound,
        cast(prior_low as decimal(28, 6)) as prior_low,
        cast(prior_high as decimal(28, 6)) as prior_high,
        prior_scope,
        restated_prior_value,
        case when incomparable is null then cast(value - prior_value as decimal(28, 6)) end as yoy_change,
        case when incomparable is null then cast(value_low - prior_high as decimal(28, 6)) end as yoy_change_low,
        case when incomparable is null then cast(value_high - prior_low as decimal(28, 6)) end as yoy_change_high,
        case when incomparable is null then {{ change_bound('bound', 'prior_bound') }} end as yoy_bound,
        -- What the report prints, to its digits, unless it contradicts every value of the year before.
        case
            when computed_yoy_pct is null then null
            when coalesce(consistent, true) and percent_bound = 'exact' then cast(reported_yoy_pct as decimal(28, 4))
            else computed_yoy_pct
        end as yoy_pct,
        case
            when computed_yoy_pct is null then null
            when coalesce(consistent, true) and percent_bound = 'exact' then 'printed'
            else 'computed'
        end as yoy_pct_source,
        computed_yoy_pct,
        restated_yoy_pct,
        case
            when is_rate and incomparable is null then cast(value - prior_value as decimal(28, 6))
        end as yoy_points,
        case
            when validity = 'refused' then 'refused'
            when incomparable is not null then incomparable
            when prior_value is null and is_in_other_unit then 'prior_in_other_unit'
            when prior_value is null and is_total_decrease then 'decrease_of_all'
            when prior_value is null and is_percent_of_rate then 'percent_change_of_rate'
            when prior_value is null and is_prior_refused then 'prior_refused'
            when prior_value is null then 'no_prior'
            when is_rate then 'rate'
            when prior_value = 0 then 'prior_is_zero'
            when is_tenfold then 'tenfold'
        end as yoy_note,
        reported_yoy_pct,
        reported_points,
        reported_change,
        consistent,
        consistent_with,
        definition,
        prior_definition,
        period_end,
        prior_period_end,
        figure_id,
        prior_figure_id,
        restated_prior_figure_id,
        case
            when is_rate then coalesce(points_figure_id, percent_figure_id)
            else coalesce(percent_figure_id, units_figure_id)
        end as change_figure_id,
        units_figure_id as units_change_figure_id,
        validity,
        prior_validity,
        quote,
        report_address,
        prior_report_address,
        sha256
    from reckoned

)

select * from final
