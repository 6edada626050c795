with

rates as (

    select * from {{ ref('derived_rates') }}

),

-- What is printed of a part only says nothing of the whole.
chosen as (

    select * from {{ ref('fct_indicator') }}
    where
        scope <> 'part'
        and value is not null
        and told_by is distinct from 'next_report'
        and {{ is_rebuilt('publisher_key') }}

),

-- 上年结转30件, 受理100件: what is closed in a year comes from both. 受理130件（含上年结转30件） and 共办理130件 hold both
-- already.
wholes as (

    select
        chosen.* exclude (value, value_low, value_high, bound, validity, figure_ids),
        rates.rate_code,
        carried.value as carried_over,
        cast(chosen.value + coalesce(carried.value, 0) as decimal(28, 6)) as value,
        cast(chosen.value_low + coalesce(carried.value_low, 0) as decimal(28, 6)) as value_low,
        cast(chosen.value_high + coalesce(carried.value_high, 0) as decimal(28, 6)) as value_high,
        case
            when carried.bound is null or chosen.bound = carried.bound or carried.bound = 'exact' then chosen.bound
            when chosen.bound = 'exact' then carried.bound
            else 'about'
        end as bound,
        {{ joint_validity('chosen.validity', 'carried.validity') }} as validity,
        list_concat(chosen.figure_ids, coalesce(carried.figure_ids, [])) as figure_ids
    from rates
    inner join chosen on rates.denominator_code = chosen.indicator_code
    left join chosen as carried
        on
            -- As a condition of its own, DuckDB would compare every row with every other.
            case
                when coalesce(chosen.definition not in ('with_carried_over', 'handled'), true) then rates.carried_code
            end
            = carried.indicator_code
            and chosen.sha256 = carried.sha256
            and chosen.unit_kind = carried.unit_kind

),

numerator_codes as (

    select
        rate_code,
        unnest(string_split(numerator_codes, ';')) as indicator_code
    from rates

),

numerators as (

    select
        chosen.sha256,
        numerator_codes.rate_code,
        sum(chosen.value) as value,
        sum(chosen.value_low) as value_low,
        sum(chosen.value_high) as value_high,
        {{ joint_bound('chosen.bound') }} as bound,
        count(*) as given_count,
        count(distinct chosen.unit_kind) as unit_kinds,
        any_value(chosen.unit_kind) as unit_kind,
        bool_or(coalesce(chosen.definition = 'with_carried_over', false)) as includes_carried_over,
        bool_or(coalesce(chosen.definition = 'handled', false)) as is_handled,
        {{ validity_of_all('chosen.validity') }} as validity,
        flatten(list(chosen.figure_ids order by chosen.indicator_code)) as figure_ids
    from numerator_codes
    inner join chosen on numerator_codes.indicator_code = chosen.indicator_code
    group by chosen.sha256, numerator_codes.rate_code

),

paired as (

    select
        rates.rate_code,
        rates.name_zh as rate_name_zh,
        rates.name_en as rate_name_en,
        rates.printed_code as printed_indicator_code,
        wholes.publisher_key,
        wholes.region_code,
        wholes.region_name,
        wholes.level,
        wholes.year,
        wholes.report_address,
        wholes.sha256,
        rates.numerator_codes,
        rates.denominator_code,
        numerators.value as numerator,
        numerators.figure_ids as numerator_figure_ids,
        wholes.value as denominator,
        wholes.carried_over,
        wholes.carried_over is not null
        or coalesce(wholes.definition in ('with_carried_over', 'handled'), false) as counts_carried_over,
        {{ joint_validity('numerators.validity', 'wholes.validity') }} as validity,
        wholes.figure_ids as denominator_figure_ids,
        numerators.given_count = len(string_split(rates.numerator_codes, ';')) as is_complete,
        case
            when not is_complete and numerators.bound in ('exact', 'at_least') then 'at_least'
            when not is_complete then 'about'
            else numerators.bound
        end as numerator_bound,
        wholes.bound as denominator_bound,
        numerators.value_low as numerator_low,
        numerators.value_high as numerator_high,
        wholes.value_low as denominator_low,
        wholes.value_high as denominator_high,
        printed.value as printed_value,
        printed.value_low as printed_low,
        printed.value_high as printed_high,
        printed.bound as printed_bound,
        printed.figure_id as printed_figure_id
    from rates
    inner join wholes on rates.rate_code = wholes.rate_code
    inner join numerators
        on
            rates.rate_code = numerators.rate_code
            and wholes.sha256 = numerators.sha256
            and wholes.unit_kind = numerators.unit_kind
            and numerators.unit_kinds = 1
            -- 受理130件（含上年结转30件） of 110 applications is no share of them.
            and not (numerators.includes_carried_over and coalesce(wholes.definition <> 'with_carried_over', true))
            -- 共办理63件（新收55件、上年结转8件） of 55 applications is none, either.
            and not (numerators.is_handled and wholes.value < numerators.value)
    left join chosen as printed
        on
            rates.printed_code = printed.indicator_code
            and wholes.sha256 = printed.sha256

),

reckoned as (

    select
        *,
        case when denominator > 0 then 100 * cast(numerator as double) / denominator end as rate,
        case when denominator_high > 0 then 100 * cast(numerator_low as double) / denominator_high end as rate_low,
        -- What is missing in the numerator can fill it up to the whole.
        case
            when denominator_low > 0 and is_complete then 100 * cast(numerator_high as double) / denominator_low
            when denominator > 0 then greatest(100, rate)
        end as rate_high
    from paired

),

compared as (

    select
        *,
        -- A numerator that is not whole can only contradict a printed rate that is too low.
        case
            when denominator = 0 or printed_value is null then null
            when not {{ intervals_overlap('rate_low', 'rate_high', 'printed_low', 'printed_high') }} then false
            when is_complete then true
        end as agrees
    from reckoned

),

final as (

    select
        now.publisher_key,
        now.region_code,
        now.region_name,
        now.level,
        now.year,
        now.rate_code,
        now.rate_name_zh,
        now.rate_name_en,
        cast(round(now.rate, 4) as decimal(28, 4)) as value,
        {{ change_bound('now.numerator_bound', 'now.denominator_bound') }} as bound,
        cast(round(now.rate_low, 4) as decimal(28, 4)) as value_low,
        cast(round(now.rate_high, 4) as decimal(28, 4)) as value_high,
        case
            when now.denominator = 0 then 'denominator_is_zero'
            when now.numerator > now.denominator then 'above_whole'
            when not now.is_complete then 'numerator_incomplete'
        end as rate_note,
        now.numerator_codes,
        cast(now.numerator as decimal(28, 6)) as numerator,
        now.numerator_figure_ids,
        now.denominator_code,
        now.denominator,
        now.carried_over,
        now.denominator_figure_ids,
        now.printed_indicator_code,
        now.printed_value,
        now.printed_bound,
        now.printed_figure_id,
        now.agrees,
        now.validity,
        cast(round(before.rate, 4) as decimal(28, 4)) as prior_value,
        case
            when now.is_complete = before.is_complete and now.counts_carried_over = before.counts_carried_over
                then cast(round(now.rate, 4) - round(before.rate, 4) as decimal(28, 4))
        end as yoy_points,
        now.report_address,
        now.sha256
    from compared as now
    left join compared as before
        on
            now.publisher_key = before.publisher_key
            and now.rate_code = before.rate_code
            and now.year = before.year + 1
    where {{ is_rebuilt('now.sha256') }}

)

select * from final
