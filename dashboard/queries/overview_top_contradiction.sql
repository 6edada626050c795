-- Of the changes that a report states otherwise than its numbers say, the one furthest off.
select
    region_name,
    year,
    indicator_code,
    indicator_name_zh,
    indicator_name_en,
    prior_value,
    value,
    unit,
    yoy_pct,
    yoy_points,
    reported_yoy_pct,
    reported_points,
    quote,
    figure_id,
    sha256,
    count(*) over () as contradictions
from marts.indicator_yoy
where year = $year and not consistent
order by
    abs(coalesce(yoy_pct - reported_yoy_pct, yoy_points - reported_points)) desc nulls last,
    figure_id asc
limit 1
