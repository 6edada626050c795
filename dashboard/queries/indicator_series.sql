select
    publisher_key,
    region_name,
    indicator_name_zh,
    indicator_name_en,
    kind,
    year,
    value,
    unit,
    unit_kind,
    bound,
    per_100k,
    prior_value,
    prior_source,
    yoy_pct,
    yoy_points,
    reported_yoy_pct,
    reported_points,
    consistent,
    doubts,
    quote,
    figure_id,
    report_address,
    sha256
from main.values_with_doubts()
where indicator_code = $indicator and list_contains($publishers, publisher_key)
order by publisher_key, year
