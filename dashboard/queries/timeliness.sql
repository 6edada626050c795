-- Every report that a government owes: in time or late, or not here and what is known of it; the latest ones first.
select
    region_name,
    province_name,
    level,
    report_year as year,
    status,
    published_on,
    due_on,
    days_after_due,
    report_address,
    known_address as address,
    publisher_key,
    sha256
from marts.report_timeliness
where
    is_government
    and ($publisher is null or publisher_key = $publisher)
    and ($year is null or report_year = $year)
    and ($level is null or level = $level)
    and ($state is null or status = $state)
order by sha256 is null asc, days_after_due desc nulls last, report_year desc, publisher_key asc
limit $most
