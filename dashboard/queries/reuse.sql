-- How much of a report stood in the one before, or stands in those of others; the most reused ones first.
with
names as (
    select
        publisher_key,
        max_by(region_name, report_year) as name
    from marts.dim_report
    where is_current
    group by publisher_key
),

reports as (
    select
        *,
        case
            when boilerplate_pct < 25 then 'little'
            when boilerplate_pct < 50 then 'some'
            else 'much'
        end as reused
    from marts.text_reuse
)

select
    reports.region_name,
    reports.level,
    reports.report_year as year,
    reports.boilerplate_pct,
    reports.reused,
    reports.sentence_count,
    reports.new_count,
    reports.kept_count,
    reports.shared_count,
    reports.widest_sharing,
    names.name as most_from,
    reports.publisher_key,
    reports.sha256
from reports
left join names on reports.most_from_publisher_key = names.publisher_key
where
    ($publisher is null or reports.publisher_key = $publisher)
    and ($year is null or reports.report_year = $year)
    and ($level is null or reports.level = $level)
    and ($state is null or reports.reused = $state)
order by reports.boilerplate_pct desc, reports.report_year desc, reports.publisher_key asc
limit $most
