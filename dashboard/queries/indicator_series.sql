select
    publisher_key,
    region_name,
    year,
    value,
    unit,
    unit_kind,
    bound,
    prior_value,
    prior_source,
    yoy_pct,
    yoy_points,
    reported_yoy_pct,
    reported_points,
    consistent,
    validity,
    quote,
    figure_id,
    report_address,
    sha256
from marts.indicator_yoy
where indicator_code = $indicator and list_contains($publishers, publisher_key)
order by publisher_key, year
