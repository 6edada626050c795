with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where {{ is_rebuilt('publisher_key') }}

),

implied as (

    select * from {{ ref('int_prior_implied') }}

),

territory as (

    select * from {{ ref('int_territory_change') }}

),

own_year as (

    select * from choices
    where year = report_year

),

rebuilt as (

    select * from own_year
    where {{ is_rebuilt('sha256') }}

),

restated as (

    select * from choices
    where year = report_year - 1

),

compared as (

    select
        rebuilt.sha256,
        rebuilt.indicator_code,
        printed.figure_id as printed_figure_id,
        printed.sha256 as printed_sha256,
        printed.value as printed_value,
        printed.value_low as printed_low,
        printed.value_high as printed_high,
        printed.bound as printed_bound,
        printed.scope as printed_scope,
        restated.figure_id as restated_figure_id,
        restated.value as restated_value,
        restated.value_low as restated_low,
        restated.value_high as restated_high,
        restated.bound as restated_bound,
        restated.scope as restated_scope,
        implied.implied_by,
        implied.value as implied_value,
        implied.value_low as implied_low,
        implied.value_high as implied_high,
        implied.bound as implied_bound,
        rebuilt.scope,
        printed.definition as printed_definition,
        printed.period_end as printed_period_end,
        case
            when coalesce(printed.unit_kind <> rebuilt.unit_kind, true) then null
            when territory.region_code is not null then 'territory_changed'
            -- A sum of parts may stand for the whole; one part does not, nor another part.
            when
                (printed.scope = 'part') <> (rebuilt.scope = 'part')
                or (rebuilt.scope = 'part' and printed.part <> rebuilt.part)
                or (printed.part = 'own_level' and rebuilt.is_said_of_whole)
                or (rebuilt.part = 'own_level' and printed.is_said_of_whole)
                then 'population_changed'
            when {{ other_definition('printed.definition', 'rebuilt.definition') }} then 'definition_changed'
            when
                rebuilt.aggregation <> 'stock'
                and strftime(coalesce(printed.period_end, make_date(printed.year, 12, 31)), '%m-%d')
                <> strftime(coalesce(rebuilt.period_end, make_date(rebuilt.year, 12, 31)), '%m-%d')
                then 'period_differs'
        end as incomparable,
        territory.region_code is not null as is_of_new_territory,
        coalesce(implied.is_total_decrease, false) as is_total_decrease,
        coalesce(implied.is_percent_of_rate, false) as is_percent_of_rate,
        coalesce(printed.unit_kind <> rebuilt.unit_kind, false) as is_printed_in_other_unit,
        case
            when printed.unit_kind = rebuilt.unit_kind and incomparable is null then 'prior_report'
            -- What a report sets beside its own value it counts alike: 截至10月底80件，上年同期60件.
            when restated.sha256 is not null then 'restated'
            when printed.unit_kind = rebuilt.unit_kind then 'prior_report'
            when implied.implied_by is not null then 'implied'
        end as prior_source
    from rebuilt
    left join own_year as printed
        on
            rebuilt.publisher_key = printed.publisher_key
            and rebuilt.indicator_code = printed.indicator_code
            and rebuilt.year - 1 = printed.year
    left join restated
        on
            rebuilt.sha256 = restated.sha256
            and rebuilt.indicator_code = restated.indicator_code
            and rebuilt.unit_kind = restated.unit_kind
    left join territory
        on
            rebuilt.publisher_key = territory.region_code
            and rebuilt.year = territory.year
    left join implied
        on
            rebuilt.sha256 = implied.sha256
            and rebuilt.indicator_code = implied.indicator_code

),

final as (

    select
        sha256,
        indicator_code,
        prior_source,
        is_total_decrease,
        is_percent_of_rate,
        restated_value as restated_prior_value,
        restated_figure_id as restated_prior_figure_id,
        restated_low as restated_prior_low,
        restated_high as restated_prior_high,
        case
            when prior_source = 'prior_report' then incomparable
            -- 孟津区 of 2021 was made of 孟津县 and 吉利区: no report on the year before is its own.
            when prior_source is null and is_of_new_territory then 'territory_changed'
        end as incomparable,
        case when prior_source = 'prior_report' then printed_definition end as prior_definition,
        case when prior_source = 'prior_report' then printed_period_end end as prior_period_end,
        prior_source is null and is_printed_in_other_unit as is_in_other_unit,
        case prior_source
            when 'prior_report' then printed_value
            when 'restated' then restated_value
            when 'implied' then implied_value
        end as prior_value,
        case prior_source
            when 'prior_report' then printed_low
            when 'restated' then restated_low
            when 'implied' then implied_low
        end as prior_low,
        case prior_source
            when 'prior_report' then printed_high
            when 'restated' then restated_high
            when 'implied' then implied_high
        end as prior_high,
        case prior_source
            when 'prior_report' then printed_bound
            when 'restated' then restated_bound
            when 'implied' then implied_bound
        end as prior_bound,
        case prior_source
            when 'prior_report' then printed_scope
            when 'restated' then restated_scope
            when 'implied' then scope
        end as prior_scope,
        case prior_source
            when 'prior_report' then printed_figure_id
            when 'restated' then restated_figure_id
        end as prior_figure_id,
        case
            when prior_source = 'prior_report' then printed_sha256
            when prior_source is not null then sha256
        end as prior_sha256,
        case when prior_source = 'implied' then implied_by end as implied_by
    from compared

)

select * from final
