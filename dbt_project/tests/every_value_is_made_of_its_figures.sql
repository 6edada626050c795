-- fct_indicator: the first of figure_ids is figure_id, each of them is a figure, and their values add up.
with

chosen as (

    select * from {{ ref('fct_indicator') }}

),

figures as (

    select * from {{ ref('fct_figure') }}

),

made_of as (

    select
        publisher_key,
        indicator_code,
        year,
        unnest(figure_ids) as figure_id
    from chosen

),

added as (

    select
        made_of.publisher_key,
        made_of.indicator_code,
        made_of.year,
        count(figures.figure_id) as figure_count,
        sum(figures.value) as value
    from made_of
    left join figures on made_of.figure_id = figures.figure_id
    group by made_of.publisher_key, made_of.indicator_code, made_of.year

)

select
    chosen.publisher_key,
    chosen.indicator_code,
    chosen.year,
    chosen.value,
    added.value as value_of_figures
from chosen
left join added
    on
        chosen.publisher_key = added.publisher_key
        and chosen.indicator_code = added.indicator_code
        and chosen.year = added.year
where
    -- What is refused has figures and no value.
    (chosen.validity <> 'refused' and added.value is distinct from chosen.value)
    or added.figure_count <> length(chosen.figure_ids)
    or chosen.figure_ids[1] <> chosen.figure_id
