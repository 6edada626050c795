select
    yoy.indicator_code,
    indicators.name_zh,
    indicators.name_en,
    yoy.value,
    yoy.unit,
    yoy.prior_value,
    yoy.prior_source,
    yoy.yoy_pct,
    yoy.yoy_points,
    yoy.consistent,
    yoy.quote,
    yoy.figure_id
from marts.indicator_yoy as yoy
inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
where cast(asked_region as varchar) in (yoy.publisher_key, yoy.region_code, yoy.region_name) and yoy.year = asked_year
order by yoy.indicator_code, yoy.publisher_key
