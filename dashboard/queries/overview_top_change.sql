-- The change that is largest as a ratio and sure: nothing speaks against it, and it is no small number.
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
    yoy.quote,
    yoy.figure_id,
    yoy.sha256
from main.values_with_doubts() as yoy
where
    yoy.year = $year
    and yoy.yoy_pct is not null
    and yoy.value > 0
    and least(yoy.value, yoy.prior_value) >= 100
    and len(yoy.doubts) = 0
order by abs(ln(cast(yoy.value as double) / yoy.prior_value)) desc, yoy.figure_id asc
limit 1
