select
    region_name,
    level,
    sentence_count,
    new_count,
    kept_count,
    shared_count,
    boilerplate_pct,
    most_from_publisher_key,
    report_address
from marts.text_reuse
where report_year = asked_year
order by boilerplate_pct desc, region_name asc
