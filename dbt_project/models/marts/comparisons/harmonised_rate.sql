with

complements as (

    select * from {{ ref('complements') }}

),

chosen as (

    select * from {{ ref('fct_indicator') }}
    where scope <> 'part' and value is not null

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

sides as (

    select
        chosen.*,
        complements.rate_code,
        chosen.value as harmonised_value,
        chosen.value_low as harmonised_low,
        chosen.value_high as harmonised_high,
        chosen.bound as harmonised_bound,
        0 as side
    from complements
    inner join chosen on complements.rate_code = chosen.indicator_code

    union all

    -- What 败诉率4.5% leaves is 胜诉率95.5%; at least 4.5 lost is at most 95.5 won.
    select
        chosen.*,
        complements.rate_code,
        100 - chosen.value as harmonised_value,
        100 - chosen.value_high as harmonised_low,
        100 - chosen.value_low as harmonised_high,
        case chosen.bound when 'at_least' then 'at_most' when 'at_most' then 'at_least' else chosen.bound end
            as harmonised_bound,
        1 as side
    from complements
    inner join chosen on complements.complement_code = chosen.indicator_code

),

preferred as (

    select
        *,
        min(harmonised_value) over (partition by publisher_key, rate_code, year) as least,
        max(harmonised_value) over (partition by publisher_key, rate_code, year) as greatest
    from sides
    qualify row_number() over (partition by publisher_key, rate_code, year order by side) = 1

),

final as (

    select
        now.publisher_key,
        now.region_code,
        now.region_name,
        now.level,
        now.rate_code as indicator_code,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        now.year,
        cast(now.harmonised_value as decimal(28, 6)) as value,
        now.harmonised_bound as bound,
        cast(now.harmonised_low as decimal(28, 6)) as value_low,
        cast(now.harmonised_high as decimal(28, 6)) as value_high,
        now.indicator_code as printed_code,
        cast(now.greatest - now.least as decimal(28, 6)) as disagreement,
        cast(before.harmonised_value as decimal(28, 6)) as prior_value,
        before.indicator_code as prior_printed_code,
        case
            when
                not {{ other_definition('now.definition', 'before.definition') }}
                and coalesce(now.is_part_year = before.is_part_year, true)
                then cast(now.harmonised_value - before.harmonised_value as decimal(28, 6))
        end as yoy_points,
        now.definition,
        now.validity,
        before.validity as prior_validity,
        now.figure_id,
        before.figure_id as prior_figure_id,
        now.quote,
        now.report_address,
        now.sha256
    from preferred as now
    inner join indicators on now.rate_code = indicators.indicator_code
    left join preferred as before
        on
            now.publisher_key = before.publisher_key
            and now.rate_code = before.rate_code
            and now.year = before.year + 1

)

select * from final
