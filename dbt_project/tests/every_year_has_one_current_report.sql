select
    publisher_key,
    report_year,
    count(*) as current_count
from {{ ref('dim_report') }}
where is_current and report_year is not null
group by publisher_key, report_year
having count(*) > 1
