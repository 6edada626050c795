select
    report_year,
    status,
    count(*) as publishers
from marts.report_timeliness
where is_government
group by report_year, status
order by report_year, status
