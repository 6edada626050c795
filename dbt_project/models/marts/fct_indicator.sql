with

all_choices as (

    select * from {{ ref('int_indicator_choice') }}
    where {{ is_rebuilt('publisher_key') }}

),

own_year as (

    select * from all_choices
    where year = report_year

),

-- 2023年为20件 in the report on 2024, where the one on 2023 is silent or not here.
told_later as (

    select all_choices.*
    from all_choices
    left join own_year
        on
            all_choices.publisher_key = own_year.publisher_key
            and all_choices.indicator_code = own_year.indicator_code
            and all_choices.year = own_year.year
    where all_choices.year < all_choices.report_year and own_year.sha256 is null

),

choices as (

    select
        *,
        'own_report' as told_by
    from own_year
    where {{ is_rebuilt('sha256') }}

    union all

    select
        *,
        'next_report' as told_by
    from told_later
    where {{ is_rebuilt('sha256') }}

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

-- The few sums are made of several figures, which may stand in one sentence or in several.
made_of as (

    select
        sha256,
        indicator_code,
        year,
        unnest(figure_ids) as figure_id
    from choices
    where len(figure_ids) > 1

),

sentences as (

    select
        made_of.sha256,
        made_of.indicator_code,
        made_of.year,
        figures.sentence_start,
        any_value(figures.quote) as quote,
        bool_or(figures.validity = 'flagged') as is_flagged
    from made_of
    inner join figures on made_of.figure_id = figures.figure_id
    group by made_of.sha256, made_of.indicator_code, made_of.year, figures.sentence_start

),

sums as (

    select
        sha256,
        indicator_code,
        year,
        string_agg(quote, chr(10) order by sentence_start) as quote,
        case when bool_or(is_flagged) then 'flagged' else 'valid' end as validity
    from sentences
    group by sha256, indicator_code, year

),

final as (

    select
        choices.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        choices.indicator_code,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        indicators.kind,
        indicators.aggregation,
        choices.year,
        choices.value,
        choices.unit,
        choices.unit_kind,
        choices.bound,
        choices."precision",
        cast(choices.value_low as decimal(28, 6)) as value_low,
        cast(choices.value_high as decimal(28, 6)) as value_high,
        choices.scope,
        choices.figure_id,
        choices.figure_ids,
        choices.choice_rule,
        choices.candidate_count,
        choices.told_by,
        choices.part,
        choices.definition,
        choices.period_end,
        coalesce(choices.period_end < make_date(choices.year, 12, 31), false) as is_part_year,
        -- A sum whose largest part is at least the rest is more often a whole and its part.
        case
            when choices.is_lopsided then 'flagged' else coalesce(sums.validity, figures.validity)
        end as validity,
        coalesce(sums.quote, figures.quote) as quote,
        reports.address as report_address,
        choices.sha256
    from choices
    inner join reports on choices.sha256 = reports.sha256
    inner join indicators on choices.indicator_code = indicators.indicator_code
    inner join figures on choices.figure_id = figures.figure_id
    left join sums
        on
            choices.sha256 = sums.sha256
            and choices.indicator_code = sums.indicator_code
            and choices.year = sums.year

)

select * from final
