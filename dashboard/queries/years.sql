select
    report_year,
    count(*) as reports
from marts.dim_report
where is_current and report_year is not null
group by report_year
order by report_year desc
