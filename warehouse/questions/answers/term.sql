select
    reports.report_year,
    count(*) as reports_saying_it,
    sum(terms.occurrences)::bigint as occurrences,
    (
        select count(*) from marts.dim_report as others
        where others.is_current and others.report_year is not distinct from reports.report_year
    ) as reports
from raw.terms as terms
inner join marts.dim_report as reports on terms.sha256 = reports.sha256
where reports.is_current and terms.term = word
group by reports.report_year
order by reports.report_year
