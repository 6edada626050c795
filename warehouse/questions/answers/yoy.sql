select
    yoy.region_code,
    yoy.region_name,
    yoy.level,
    yoy.year,
    yoy.value,
    yoy.unit,
    yoy.bound,
    yoy.prior_value,
    yoy.prior_source,
    yoy.yoy_change,
    yoy.yoy_pct,
    yoy.yoy_points,
    yoy.yoy_note,
    yoy.reported_yoy_pct,
    yoy.consistent,
    yoy.quote,
    yoy.figure_id,
    yoy.report_address
from marts.indicator_yoy as yoy
inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
where
    lower(asked_indicator) in (indicators.indicator_code, indicators.name_zh, lower(indicators.name_en))
    and (asked_year is null or yoy.year = asked_year)
order by yoy.year, yoy.region_code, yoy.publisher_key
