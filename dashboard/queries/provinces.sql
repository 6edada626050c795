select distinct
    regions.province_code,
    regions.province_name
from marts.dim_report as reports
inner join marts.dim_region as regions on reports.region_code = regions.region_code
where reports.is_current and regions.province_name is not null
order by regions.province_code
