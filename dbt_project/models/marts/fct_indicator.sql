with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where year = report_year

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

made_of as (

    select
        sha256,
        indicator_code,
        unnest(figure_ids) as figure_id
    from choices

),

sentences as (

    select distinct
        made_of.sha256,
        made_of.indicator_code,
        figures.sentence_start,
        figures.quote
    from made_of
    inner join figures on made_of.figure_id = figures.figure_id

),

quotes as (

    select
        sha256,
        indicator_code,
        string_agg(quote, chr(10) order by sentence_start) as quote
    from sentences
    group by sha256, indicator_code

),

final as (

    select
        choices.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        choices.indicator_code,
        indicators.name_zh as indicator_name_zh,
        choices.year,
        choices.value,
        choices.unit,
        choices.bound,
        choices."precision",
        choices.scope,
        choices.figure_id,
        choices.figure_ids,
        choices.choice_rule,
        choices.candidate_count,
        quotes.quote,
        reports.address as report_address,
        choices.sha256
    from choices
    inner join reports on choices.sha256 = reports.sha256
    inner join indicators on choices.indicator_code = indicators.indicator_code
    inner join quotes
        on
            choices.sha256 = quotes.sha256
            and choices.indicator_code = quotes.indicator_code

)

select * from final
