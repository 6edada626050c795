select
    times.report_year,
    times.status,
    times.published_on,
    times.days_after_due,
    reports.title,
    reports.document_number,
    reports.figure_count,
    reports.address,
    times.sha256
from marts.report_timeliness as times
left join marts.dim_report as reports on times.sha256 = reports.sha256
where times.publisher_key = $publisher
order by times.report_year desc
