-- Places are those among equals: governments of one level that print the indicator in one unit.
select
    level,
    rank() over (partition by indicator_code, level, unit order by value desc) as place,
    count(*) over (partition by indicator_code, level, unit) as places,
    indicator_code,
    region_code,
    region_name,
    value,
    unit,
    bound,
    yoy_pct,
    yoy_points,
    doubts,
    figure_id,
    note_zh,
    note_en
from main.yoy(asked_indicator, asked_year)
order by indicator_code, level, unit, place, region_code
