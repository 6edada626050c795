-- The first row of `changes.sql` for the same year, floor and doubts left out: what the page says of it has to agree.
select
    yoy.region_name,
    yoy.year,
    yoy.indicator_code,
    yoy.indicator_name_zh,
    yoy.indicator_name_en,
    yoy.prior_value,
    yoy.value,
    yoy.unit,
    yoy.yoy_pct,
    yoy.consistent,
    yoy.doubts,
    yoy.quote,
    yoy.figure_id,
    yoy.sha256
from main.values_with_doubts() as yoy
where
    yoy.year = $year
    and yoy.yoy_pct is not null
    and greatest(yoy.value, yoy.prior_value) >= $least
    and not list_has_any(yoy.doubts, $grave)
order by
    case when yoy.value = 0 then 1e9 else abs(ln(cast(yoy.value as double) / yoy.prior_value)) end desc,
    yoy.figure_id asc
limit 1
