-- A tenth and ten times as many are changes of the same size; nothing left of something is the largest. What counts
-- less than `least` in both years is left out: 1 after 2 is half, and no news.
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
    doubts,
    quote,
    figure_id
from main.values_with_doubts()
where year = asked_year and yoy_pct is not null and greatest(value, prior_value) >= least
order by case when value = 0 then 1e9 else abs(ln(abs(cast(value as double) / prior_value))) end desc, figure_id
limit n
