select
    level,
    rank() over (partition by level, unit order by value desc) as place,
    count(*) over (partition by level, unit) as places,
    region_code,
    region_name,
    value,
    unit,
    bound,
    yoy_pct,
    yoy_points,
    figure_id
from main.yoy(asked_indicator, asked_year)
order by level, unit, place, region_code
