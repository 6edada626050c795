select
    reports.publisher_key,
    max_by(reports.region_name, reports.report_year) as region_name,
    max_by(reports.issuer, reports.report_year) as issuer,
    any_value(reports.level) as level,
    any_value(regions.province_name) as province_name,
    max(reports.report_year) as last_year
from marts.dim_report as reports
left join marts.dim_region as regions on reports.region_code = regions.region_code
where reports.is_current
group by reports.publisher_key
order by reports.publisher_key
