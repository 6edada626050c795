select
    coalesce(one.indicator_code, other.indicator_code) as indicator_code,
    coalesce(one.name_zh, other.name_zh) as name_zh,
    one.value as one_value,
    other.value as other_value,
    coalesce(one.unit, other.unit) as unit,
    one.yoy_pct as one_yoy_pct,
    other.yoy_pct as other_yoy_pct
from main.profile(one_region, asked_year) as one
full outer join main.profile(other_region, asked_year) as other on one.indicator_code = other.indicator_code
order by indicator_code
