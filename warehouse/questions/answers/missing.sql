with last_reports as (
    select
        publisher_key,
        max(report_year) as last_year
    from marts.dim_report
    where is_current
    group by publisher_key
)

select
    times.publisher_key,
    times.publisher_name,
    times.region_code,
    times.region_name,
    times.level,
    times.status,
    times.known_address,
    times.obstacle,
    last_reports.last_year
from marts.report_timeliness as times
left join last_reports on times.publisher_key = last_reports.publisher_key
where times.sha256 is null and times.report_year = asked_year
order by times.region_code, times.publisher_key
