select
    region_name,
    indicator_code,
    indicator_name_zh,
    value,
    prior_value,
    unit,
    prior_source,
    yoy_pct,
    consistent,
    quote,
    figure_id
from marts.indicator_yoy
where year = asked_year and yoy_pct is not null
-- A tenth and ten times as many are changes of the same size; nothing left of something is the largest.
order by case when value = 0 then 1e9 else abs(ln(abs(cast(value as double) / prior_value))) end desc, figure_id
limit n
