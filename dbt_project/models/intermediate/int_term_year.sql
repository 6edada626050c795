with

reports as (

    select
        sha256,
        report_year
    from {{ ref('dim_report') }}
    where is_current and report_year is not null and {{ is_rebuilt('report_year') }}

),

terms as (

    select * from {{ ref('stg_terms') }}

)

select
    reports.report_year,
    terms.term,
    count(*) as reports,
    cast(sum(terms.occurrences) as bigint) as occurrences
from reports
inner join terms on reports.sha256 = terms.sha256
group by reports.report_year, terms.term
