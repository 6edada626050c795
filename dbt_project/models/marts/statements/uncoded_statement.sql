with

statements as (

    select * from {{ ref('int_statement_choice') }}
    where indicator_code is null and year = report_year

),

figures as (

    select * from {{ ref('fct_figure') }}

),

counted as (

    select
        object,
        deed,
        unit_kind,
        count(distinct publisher_key) as publisher_count,
        count(*) as statement_count,
        min(year) as first_year,
        max(year) as last_year,
        median(value) filter (where coalesce(validity, 'valid') = 'valid') as median_value,
        count(*) filter (where validity <> 'valid') as left_out_count,
        mode(unit order by unit) as unit,
        arg_max(figure_id, (year, figure_id)) as example_figure_id
    from statements
    group by object, deed, unit_kind

),

final as (

    select
        counted.object,
        nullif(counted.deed, '') as deed,
        counted.unit_kind,
        counted.unit,
        counted.publisher_count,
        counted.statement_count,
        cast(counted.first_year as integer) as first_year,
        cast(counted.last_year as integer) as last_year,
        cast(counted.median_value as decimal(28, 6)) as median_value,
        counted.left_out_count,
        counted.example_figure_id,
        figures.quote as example_quote
    from counted
    inner join figures on counted.example_figure_id = figures.figure_id

)

select * from final
