select
    rate_code,
    rate_name_zh,
    rate_name_en,
    value,
    bound,
    numerator,
    denominator,
    printed_value,
    agrees,
    prior_value,
    yoy_points
from marts.derived_rate
where publisher_key = $publisher and year = $year
order by rate_code
