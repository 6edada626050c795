select
    report_year,
    ordinal,
    problem,
    domain,
    recurrence,
    prior_problem,
    promise,
    report_address
from marts.problem_statement
where cast(asked_region as varchar) in (publisher_key, region_code, region_name)
order by report_year, ordinal
