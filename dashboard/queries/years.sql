select distinct report_year
from marts.dim_report
where is_current and report_year is not null
order by report_year desc
