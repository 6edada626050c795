with

chosen as (

    select * from {{ ref('fct_indicator') }}
    where {{ is_rebuilt('sha256') }}

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

reports as (

    select * from {{ ref('dim_report') }}

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
        consistency.consistent,
        prior_reports.address as prior_report_address
    from chosen
    inner join priors
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

final as (

    select
        publisher_key,
        region_code,
        region_name,
        level,
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
        prior_value,
        prior_source,
        prior_bound,
        cast(prior_low as decimal(28, 6)) as prior_low,
        cast(prior_high as decimal(28, 6)) as prior_high,
        prior_scope,
        restated_prior_value,
        cast(value - prior_value as decimal(28, 6)) as yoy_change,
        cast(value_low - prior_high as decimal(28, 6)) as yoy_change_low,
        cast(value_high - prior_low as decimal(28, 6)) as yoy_change_high,
        {{ change_bound('bound', 'prior_bound') }} as yoy_bound,
        case
            when not is_rate and prior_value <> 0 and not is_tenfold
                then {{ change_in_percent('value', 'prior_value') }}
        end as yoy_pct,
        case when is_rate then cast(value - prior_value as decimal(28, 6)) end as yoy_points,
        case
            when prior_value is null and is_in_other_unit then 'prior_in_other_unit'
            when prior_value is null and is_total_decrease then 'decrease_of_all'
            when prior_value is null and is_percent_of_rate then 'percent_change_of_rate'
            when prior_value is null then 'no_prior'
            when is_rate then 'rate'
            when prior_value = 0 then 'prior_is_zero'
            when is_tenfold then 'tenfold'
        end as yoy_note,
        reported_yoy_pct,
        reported_points,
        reported_change,
        consistent,
        figure_id,
        prior_figure_id,
        restated_prior_figure_id,
        case
            when is_rate then coalesce(points_figure_id, percent_figure_id)
            else coalesce(percent_figure_id, units_figure_id)
        end as change_figure_id,
        units_figure_id as units_change_figure_id,
        validity,
        quote,
        report_address,
        prior_report_address,
        sha256
    from judged

)

select * from final
