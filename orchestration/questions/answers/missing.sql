select
    publisher_key,
    region_code,
    any_value(region_name) as region_name,
    any_value(level) as level,
    max(report_year) as last_year
from marts.dim_report
where is_current
group by publisher_key, region_code
having not bool_or(report_year = asked_year)
order by region_code, publisher_key
