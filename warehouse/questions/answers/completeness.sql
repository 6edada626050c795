select
    region_name,
    level,
    parts_told,
    has_results,
    has_problems,
    has_causes,
    has_first_responsible,
    has_plan,
    timeliness,
    domains_silent,
    report_address
from marts.report_completeness
where report_year = asked_year
order by parts_told, region_name
