with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where year = report_year and {{ is_rebuilt('sha256') }}

),

changes as (

    select * from {{ ref('int_indicator_change') }}

),

implied as (

    select
        choices.sha256,
        choices.indicator_code,
        choices.bound,
        choices.value_low,
        choices.value_high,
        changes.units_low,
        changes.units_high,
        changes.points_low,
        changes.points_high,
        changes.percent_low,
        changes.percent_high,
        case
            when choices.kind = 'rate' and changes.points_value is not null then 'points'
            when choices.kind = 'rate' then null
            when changes.units_value is not null then 'units'
            when changes.percent_value > -100 then 'percent'
        end as implied_by,
        coalesce(choices.kind <> 'rate' and changes.percent_value <= -100, false) as is_total_decrease,
        coalesce(choices.kind = 'rate' and changes.percent_value is not null, false) as is_percent_of_rate,
        case implied_by
            when 'points' then choices.value - changes.points_value
            when 'units' then choices.value - changes.units_value
            when 'percent' then round(choices.value / (1 + cast(changes.percent_value as double) / 100), 0)
        end as value,
        case
            when choices.bound <> 'exact' then 'about'
            when implied_by = 'points' and changes.points_bound = 'exact' then 'exact'
            when implied_by = 'units' and changes.units_bound = 'exact' then 'exact'
            else 'about'
        end as implied_bound
    from choices
    inner join changes
        on
            choices.sha256 = changes.sha256
            and choices.indicator_code = changes.indicator_code

),

final as (

    select
        sha256,
        indicator_code,
        is_total_decrease,
        is_percent_of_rate,
        -- A change larger than the value itself was read wrongly: nothing can have been less than none.
        case when value >= 0 then implied_by end as implied_by,
        case when value >= 0 then cast(value as decimal(28, 6)) end as value,
        case when value >= 0 then implied_bound end as bound,
        case implied_by
            when 'points' then value_low - points_high
            when 'units' then value_low - units_high
            -- The value is a whole number, which a small count need not be near enough to.
            else least(value, value_low / (1 + percent_high / 100))
        end as value_low,
        case implied_by
            when 'points' then value_high - points_low
            when 'units' then value_high - units_low
            -- A decrease by nearly all leaves open how much there was.
            else case when percent_low > -100 then greatest(value, value_high / (1 + percent_low / 100)) end
        end as value_high
    from implied

)

select * from final
