select
    coalesce(one.indicator_code, other.indicator_code) as indicator_code,
    coalesce(one.name_zh, other.name_zh) as name_zh,
    coalesce(one.name_en, other.name_en) as name_en,
    one.region_name as one_region,
    one.value as one_value,
    other.region_name as other_region,
    other.value as other_value,
    coalesce(one.unit, other.unit) as unit,
    one.value - other.value as difference,
    one.per_100k as one_per_100k,
    other.per_100k as other_per_100k,
    one.yoy_pct as one_yoy_pct,
    other.yoy_pct as other_yoy_pct,
    one.doubts as one_doubts,
    other.doubts as other_doubts,
    one.figure_id as one_figure_id,
    other.figure_id as other_figure_id,
    coalesce(one.note_zh, other.note_zh) as note_zh,
    coalesce(one.note_en, other.note_en) as note_en
from main.profile(one_region, asked_year) as one
-- Cases and persons are not compared, though one indicator may count both.
full outer join main.profile(other_region, asked_year) as other
    on one.indicator_code = other.indicator_code and one.unit = other.unit
order by indicator_code, unit
