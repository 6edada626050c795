-- A region is expected where its code was in force in the year; the nation itself publishes no such report here.
with
expected as (
    select
        province_code,
        any_value(province_name) as province_name,
        count(*) as regions
    from marts.dim_region
    where
        level <> 'nation'
        and valid_from <= $year
        and (valid_to is null or valid_to >= $year)
    group by province_code
),

given as (
    select
        regions.province_code,
        count(distinct reports.region_code) as regions_reporting,
        count(*) as reports,
        sum(reports.figure_count)::bigint as figures
    from marts.dim_report as reports
    inner join marts.dim_region as regions on reports.region_code = regions.region_code
    where reports.is_current and reports.is_government and reports.report_year = $year
    group by regions.province_code
)

select
    expected.province_code,
    expected.province_name,
    coalesce(given.regions_reporting, 0) as regions_reporting,
    expected.regions as regions_expected,
    round(100.0 * coalesce(given.regions_reporting, 0) / expected.regions, 1) as share_pct,
    coalesce(given.figures, 0) as figures
from expected
left join given on expected.province_code = given.province_code
order by expected.province_code
