select
    region_name,
    report_year,
    title,
    published_on,
    fetched_at,
    figure_count,
    address,
    sha256
from marts.dim_report
where is_current
order by published_on desc nulls last, fetched_at desc, sha256 asc
limit 20
