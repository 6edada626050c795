-- The shortcomings that reports admit: whether they stood there the year before, and what is promised against them.
select
    problems.region_name,
    problems.report_year as year,
    problems.problem,
    problems.domain,
    problems.recurrence,
    problems.prior_problem,
    problems.promise,
    problems.publisher_key,
    problems."start",
    problems.sha256
from marts.problem_statement as problems
where
    ($publisher is null or problems.publisher_key = $publisher)
    and ($year is null or problems.report_year = $year)
    and ($state is null or problems.recurrence = $state)
    and ($domain is null or problems.domain = $domain)
    and ($words is null or contains(problems.problem, $words))
order by
    case problems.recurrence when 'told_before' then 0 when 'new' then 1 else 2 end,
    problems.report_year desc,
    problems.region_name asc,
    problems.ordinal asc
limit $most
