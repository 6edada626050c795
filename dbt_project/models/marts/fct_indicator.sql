with

all_choices as (

    select * from {{ ref('int_indicator_choice') }}
    where {{ is_rebuilt('publisher_key') }}

),

own_year as (

    select * from all_choices
    where year = report_year

),

-- Printed, but not fit for use: a row without a value, so that it is not taken for what no report prints.
refused as (

    select refused.*
    from {{ ref('int_indicator_refused') }} as refused
    left join own_year
        on
            refused.sha256 = own_year.sha256
            and refused.indicator_code = own_year.indicator_code
    where own_year.sha256 is null and {{ is_rebuilt('refused.publisher_key') }}

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
    left join refused
        on
            all_choices.publisher_key = refused.publisher_key
            and all_choices.indicator_code = refused.indicator_code
            and all_choices.year = refused.year
    where all_choices.year < all_choices.report_year and own_year.sha256 is null and refused.sha256 is null

),

choices as (

    select
        *,
        case when is_current then 'own_report' else 'other_version' end as told_by
    from own_year
    where {{ is_rebuilt('sha256') }}

    union all

    select
        *,
        'next_report' as told_by
    from told_later
    where {{ is_rebuilt('sha256') }}

),

chosen as (

    select * from choices

    union all by name

    select
        publisher_key,
        sha256,
        indicator_code,
        year,
        kind,
        aggregation,
        unit,
        unit_kind,
        bound,
        figure_id,
        figure_ids,
        refused_count as candidate_count,
        'total' as scope,
        'refused' as choice_rule,
        'own_report' as told_by
    from refused
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
        chosen.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        reports.publisher_kind,
        chosen.indicator_code,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        indicators.kind,
        indicators.aggregation,
        chosen.year,
        chosen.value,
        chosen.unit,
        chosen.unit_kind,
        chosen.bound,
        chosen."precision",
        cast(chosen.value_low as decimal(28, 6)) as value_low,
        cast(chosen.value_high as decimal(28, 6)) as value_high,
        chosen.scope,
        chosen.figure_id,
        chosen.figure_ids,
        chosen.choice_rule,
        chosen.candidate_count,
        chosen.told_by,
        chosen.part,
        chosen.definition,
        chosen.period_end,
        coalesce(chosen.period_end < make_date(chosen.year, 12, 31), false) as is_part_year,
        -- A sum whose largest part is at least the rest is more often a whole and its part.
        case
            when chosen.choice_rule = 'refused' then 'refused'
            when chosen.is_lopsided then 'flagged'
            else coalesce(sums.validity, figures.validity)
        end as validity,
        coalesce(sums.quote, figures.quote) as quote,
        reports.address as report_address,
        chosen.sha256
    from chosen
    inner join reports on chosen.sha256 = reports.sha256
    inner join indicators on chosen.indicator_code = indicators.indicator_code
    inner join figures on chosen.figure_id = figures.figure_id
    left join sums
        on
            chosen.sha256 = sums.sha256
            and chosen.indicator_code = sums.indicator_code
            and chosen.year = sums.year

)

select * from final
