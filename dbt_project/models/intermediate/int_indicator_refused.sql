with

figures as (

    select * from {{ coded_figures() }} as coded
    where
        validity = 'refused'
        and is_current
        and measure = 'level'
        and year = report_year
        and indicator_code is not null
        and not is_plan
        and scope = 'total'

),

indicators as (

    select * from {{ ref('stg_indicators') }}

)

select
    figures.publisher_key,
    figures.sha256,
    figures.indicator_code,
    figures.year,
    any_value(indicators.kind) as kind,
    any_value(indicators.aggregation) as aggregation,
    count(*) as refused_count,
    arg_min(figures.figure_id, (figures."start", figures.figure_id)) as figure_id,
    list(figures.figure_id order by figures."start") as figure_ids,
    arg_min(figures.unit, (figures."start", figures.figure_id)) as unit,
    arg_min(figures.unit_kind, (figures."start", figures.figure_id)) as unit_kind,
    arg_min(figures.bound, (figures."start", figures.figure_id)) as bound
from figures
inner join indicators on figures.indicator_code = indicators.indicator_code
group by figures.publisher_key, figures.sha256, figures.indicator_code, figures.year
