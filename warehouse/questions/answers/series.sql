select
    yoy.year,
    yoy.value,
    yoy.unit,
    yoy.bound,
    yoy.prior_value,
    yoy.prior_source,
    yoy.restated_prior_value,
    yoy.yoy_change,
    yoy.yoy_pct,
    yoy.yoy_points,
    yoy.quote,
    yoy.figure_id,
    yoy.report_address
from marts.indicator_yoy as yoy
inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
where
    cast(asked_region as varchar) in (yoy.publisher_key, yoy.region_code, yoy.region_name)
    and lower(asked_indicator) in (indicators.indicator_code, indicators.name_zh, lower(indicators.name_en))
order by yoy.publisher_key, yoy.year
