with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where year = report_year and {{ is_rebuilt('sha256') }}

),

priors as (

    select * from {{ ref('int_indicator_prior') }}
    where prior_source is not null

),

changes as (

    select * from {{ ref('int_indicator_change') }}

),

ranges as (

    select
        changes.sha256,
        changes.indicator_code,
        changes.percent_low,
        changes.percent_high,
        changes.points_low,
        changes.points_high,
        changes.units_low,
        changes.units_high,
        choices.kind,
        coalesce(priors.implied_by, 'none') as implied_by,
        choices.value_low - priors.prior_high as change_low,
        choices.value_high - priors.prior_low as change_high,
        case
            when priors.prior_high > 0 then 100 * (choices.value_low / priors.prior_high - 1)
        end as growth_low,
        case
            when priors.prior_low > 0 then 100 * (choices.value_high / priors.prior_low - 1)
            else cast('infinity' as double)
        end as growth_high
    from choices
    inner join priors
        on
            choices.sha256 = priors.sha256
            and choices.indicator_code = priors.indicator_code
    inner join changes
        on
            choices.sha256 = changes.sha256
            and choices.indicator_code = changes.indicator_code

),

compared as (

    select
        sha256,
        indicator_code,
        -- A prior value that was implied by a change agrees with it by its making.
        case
            when kind <> 'rate' and implied_by <> 'percent'
                then {{ intervals_overlap('growth_low', 'growth_high', 'percent_low', 'percent_high') }}
        end as is_percent_met,
        case
            when kind <> 'rate' and implied_by = 'none'
                then {{ intervals_overlap('change_low', 'change_high', 'units_low', 'units_high') }}
        end as is_units_met,
        case
            when kind = 'rate' and implied_by = 'none'
                then {{ intervals_overlap('change_low', 'change_high', 'points_low', 'points_high') }}
        end as is_points_met
    from ranges

),

final as (

    select
        sha256,
        indicator_code,
        coalesce(is_percent_met, true) and coalesce(is_units_met, true) and coalesce(is_points_met, true)
            as consistent
    from compared
    where coalesce(is_percent_met, is_units_met, is_points_met) is not null

)

select * from final
