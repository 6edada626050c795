with
mine as (
    select
        reports.report_year,
        terms.term,
        cast(sum(terms.occurrences) as bigint) as occurrences
    from raw.terms as terms
    inner join marts.dim_report as reports on terms.sha256 = reports.sha256
    where
        reports.is_current
        and cast(asked_region as varchar) in (reports.publisher_key, reports.region_code, reports.region_name)
    group by reports.report_year, terms.term
)

select
    now.term,
    now.occurrences,
    coalesce(before.occurrences, 0) as occurrences_before,
    now.occurrences - coalesce(before.occurrences, 0) as change
from mine as now
left join mine as before on now.term = before.term and before.report_year = asked_year - 1
where now.report_year = asked_year
order by change desc, now.occurrences desc, now.term asc
limit n
