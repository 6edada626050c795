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

-- Every value of the year before that a stated change can be held against.
bases as (

    select
        sha256,
        indicator_code,
        prior_low as low,
        prior_high as high,
        coalesce(implied_by, 'none') as implied_by,
        case prior_source when 'prior_report' then 'printed' else prior_source end as base
    from priors
    where incomparable is null

    union all

    -- A report that corrects last year's value reckons its change from the corrected one.
    select
        sha256,
        indicator_code,
        restated_prior_low as low,
        restated_prior_high as high,
        'none' as implied_by,
        'restated' as base
    from priors
    where prior_source = 'prior_report' and restated_prior_value is not null

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
        bases.base,
        bases.implied_by,
        choices.value_low - bases.high as change_low,
        choices.value_high - bases.low as change_high,
        case
            when bases.high > 0 then 100 * (choices.value_low / bases.high - 1)
        end as growth_low,
        case
            when bases.low > 0 then 100 * (choices.value_high / bases.low - 1)
            else cast('infinity' as double)
        end as growth_high
    from choices
    inner join bases
        on
            choices.sha256 = bases.sha256
            and choices.indicator_code = bases.indicator_code
    inner join changes
        on
            choices.sha256 = changes.sha256
            and choices.indicator_code = changes.indicator_code

),

compared as (

    select
        sha256,
        indicator_code,
        base,
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

judged as (

    select
        sha256,
        indicator_code,
        base,
        coalesce(is_percent_met, true) and coalesce(is_units_met, true) and coalesce(is_points_met, true) as is_met
    from compared
    where coalesce(is_percent_met, is_units_met, is_points_met) is not null

),

final as (

    select
        sha256,
        indicator_code,
        bool_or(is_met) as consistent,
        case
            when bool_or(is_met and base = 'printed') then 'printed'
            when bool_or(is_met and base = 'restated') then 'restated'
            when not bool_or(is_met) then 'none'
        end as consistent_with
    from judged
    group by sha256, indicator_code

)

select * from final
