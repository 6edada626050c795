-- How much of each published total the reports at hand add up to.
select
    region_name,
    indicator_name_zh,
    year,
    total,
    told,
    told_pct,
    province_count,
    prefecture_count,
    county_count,
    left_out_count,
    source,
    address
from marts.coverage_of_total
where asked_year is null or year = asked_year
order by year asc, total desc, indicator_code asc
