select
    region_name,
    year,
    indicator_code,
    indicator_name_zh,
    value,
    prior_value,
    unit,
    prior_source,
    yoy_pct,
    yoy_points,
    reported_yoy_pct,
    reported_points,
    quote,
    figure_id,
    change_figure_id
from marts.indicator_yoy
where consistent = false and (asked_year is null or year = asked_year)
order by year, region_name, indicator_code
