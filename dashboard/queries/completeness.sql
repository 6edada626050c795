-- Which of the parts that the rules require a report has, and where each stands; the least complete ones first.
select
    reports.region_name,
    reports.level,
    reports.report_year as year,
    reports.has_results,
    reports.has_problems,
    reports.has_causes,
    reports.has_first_responsible,
    reports.has_plan,
    'parts_' || reports.parts_told as parts,
    reports.timeliness,
    reports.domains_silent,
    results."start" as results_start,
    problems."start" as problems_start,
    coalesce(responsible."start", reports.first_responsible_start) as responsible_start,
    plans."start" as plan_start,
    reports.publisher_key,
    reports.sha256
from marts.report_completeness as reports
left join raw.sections as results on reports.results_section_id = results.section_id
left join raw.sections as problems on reports.problems_section_id = problems.section_id
left join raw.sections as responsible on reports.first_responsible_section_id = responsible.section_id
left join raw.sections as plans on reports.plan_section_id = plans.section_id
where
    ($publisher is null or reports.publisher_key = $publisher)
    and ($year is null or reports.report_year = $year)
    and ($level is null or reports.level = $level)
    and ($state is null or 'parts_' || reports.parts_told = $state)
order by reports.parts_told asc, reports.report_year desc, reports.region_name asc, reports.publisher_key asc
limit $most
