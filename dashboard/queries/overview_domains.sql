select
    domain,
    count(*) as reports,
    round(avg(coverage_pct), 1) as mean_coverage_pct
from marts.report_coverage
where report_year = $year
group by domain
order by mean_coverage_pct desc, domain asc
