with

reports as (

    select * from {{ ref('dim_report') }}
    where report_year is not null

),

regions as (

    select * from {{ ref('dim_region') }}

),

known_publishers as (

    select * from {{ ref('int_publisher_known') }}

),

known_reports as (

    select * from {{ ref('int_report_known') }}

),

current_reports as (

    select * from reports
    where is_current

),

reporting as (

    select
        publisher_key,
        min(report_year) as first_year,
        arg_max(issuer, (report_year, sha256)) as publisher_name,
        arg_max(region_code, (report_year, sha256)) as region_code,
        arg_max(region_name, (report_year, sha256)) as region_name,
        arg_max(level, (report_year, sha256)) as level,
        bool_or(is_government) as is_government
    from current_reports
    group by publisher_key

),

first_known as (

    select
        publisher_key,
        min(report_year) as first_year
    from known_reports
    group by publisher_key

),

publishers as (

    select
        coalesce(reporting.publisher_key, known_publishers.publisher_key) as publisher_key,
        known_publishers.publisher_id,
        coalesce(known_publishers.publisher_name, reporting.publisher_name) as publisher_name,
        coalesce(reporting.region_code, known_publishers.region_code) as region_code,
        reporting.region_name,
        coalesce(reporting.level, known_publishers.level) as level,
        coalesce(reporting.is_government, known_publishers.is_government) as is_government,
        least(reporting.first_year, first_known.first_year) as first_year,
        reporting.publisher_key is null and first_known.publisher_key is null as is_unheard_of
    from reporting
    full outer join known_publishers on reporting.publisher_key = known_publishers.publisher_key
    left join first_known on known_publishers.publisher_key = first_known.publisher_key

),

years as (

    -- Nobody is said to owe a year that no report in the warehouse speaks of.
    select unnest(range(min(report_year), max(report_year) + 1)) as report_year
    from current_reports

),

expected as (

    -- Who is not known to have reported on any year is expected to on all.
    select
        publishers.publisher_key,
        cast(years.report_year as integer) as report_year
    from publishers
    inner join years on coalesce(publishers.first_year, years.report_year) <= years.report_year
    union distinct
    select
        publisher_key,
        report_year
    from known_reports
    where report_year is not null

),

first_published as (

    -- A vintage that was mended later was in time if the first one was.
    select
        publisher_key,
        report_year,
        -- A draft that was put up for comments is no report yet.
        min(published_on) filter (where coalesce(version_kind <> 'draft', true)) as published_on,
        min(signed_on) as signed_on,
        min(cast(fetched_at as date)) as first_seen_on,
        count(*) as vintage_count
    from reports
    group by publisher_key, report_year

),

posted as (

    -- Who posts the reports on several years on one day fills a new site.
    select
        *,
        published_on is not null and count(*) over (partition by publisher_key, published_on) > 1 as is_of_many
    from first_published

),

succession as (

    select * from {{ ref('region_succession') }}
    where current_code is not null

),

-- A code stands for a place from the first code on that the place had.
existing as (

    select
        regions.region_code,
        regions.valid_to,
        coalesce(least(regions.valid_from, min(former.valid_from)), regions.valid_from) as valid_from
    from regions
    left join succession on regions.region_code = succession.current_code
    left join regions as former on succession.old_code = former.region_code
    group by regions.region_code, regions.valid_from, regions.valid_to

),

rules as (

    select
        from_year,
        to_year,
        duty,
        due_month,
        due_day,
        act,
        unnest(string_split(levels, ';')) as level
    from {{ ref('due_rules') }}

),

dated as (

    select
        expected.publisher_key,
        expected.report_year,
        any_value(rules.act) as due_act,
        -- Nobody is expected to report for a place that is not there yet, or not any more.
        bool_and(
            coalesce(expected.report_year between existing.valid_from and coalesce(existing.valid_to, 9999), true)
        ) as is_there,
        any_value(make_date(expected.report_year + 1, rules.due_month, rules.due_day)) filter (
            where rules.duty = 'public'
        ) as due_on,
        any_value(make_date(expected.report_year + 1, rules.due_month, rules.due_day)) filter (
            where rules.duty = 'superior'
        ) as superior_due_on
    from expected
    inner join publishers on expected.publisher_key = publishers.publisher_key
    left join existing on publishers.region_code = existing.region_code
    left join rules
        on
            -- Who is in the catalogue without a level is a government or a body of one.
            coalesce(publishers.level, 'county') = rules.level
            and expected.report_year >= rules.from_year
            and coalesce(expected.report_year <= rules.to_year, true)
    group by expected.publisher_key, expected.report_year

),

final as (

    select
        dated.publisher_key,
        publishers.publisher_id,
        publishers.publisher_name,
        publishers.region_code,
        coalesce(publishers.region_name, regions.name) as region_name,
        publishers.level,
        publishers.is_government,
        regions.province_code,
        regions.province_name,
        dated.report_year,
        case
            when current_reports.sha256 is null and known_reports.state = 'read' then 'read_as_other'
            when current_reports.sha256 is null and known_reports.state is not null then known_reports.state
            when current_reports.sha256 is null and publishers.is_unheard_of then 'nothing_known'
            when current_reports.sha256 is null then 'missing'
            when dated.due_on is null then 'no_duty'
            when posted.published_on is null then 'undated'
            when posted.published_on < make_date(dated.report_year, 12, 1) then 'implausible_date'
            when posted.published_on < dated.due_on then 'in_time'
            -- A site that moved, and posted its old reports anew: when they first stood there is not known.
            when
                posted.published_on >= dated.due_on + interval 1 year
                or (posted.is_of_many and coalesce(posted.signed_on <= dated.due_on, true))
                or (
                    posted.signed_on between make_date(dated.report_year, 12, 1) and dated.due_on
                    and posted.published_on >= dated.due_on + interval 6 month
                )
                then 'republished'
            else 'late'
        end as status,
        posted.published_on,
        posted.signed_on,
        posted.first_seen_on,
        dated.due_on,
        dated.superior_due_on,
        dated.due_act,
        case
            when status in ('in_time', 'late') then date_diff('day', dated.due_on, posted.published_on)
        end as days_after_due,
        coalesce(posted.vintage_count, 0) as vintage_count,
        current_reports.validity,
        current_reports.address as report_address,
        current_reports.sha256,
        known_reports.address as known_address,
        known_reports.published_on as known_published_on,
        -- Of a report that is not here: what its address answered, else why its publisher's site could not be asked.
        case
            when current_reports.sha256 is null
                then coalesce(nullif(known_reports.obstacle, ''), known_publishers.obstacle)
        end as obstacle
    from dated
    inner join publishers on dated.publisher_key = publishers.publisher_key
    left join current_reports
        on
            dated.publisher_key = current_reports.publisher_key
            and dated.report_year = current_reports.report_year
    left join posted
        on
            dated.publisher_key = posted.publisher_key
            and dated.report_year = posted.report_year
    left join known_reports
        on
            dated.publisher_key = known_reports.publisher_key
            and dated.report_year = known_reports.report_year
    left join regions on publishers.region_code = regions.region_code
    left join known_publishers on dated.publisher_key = known_publishers.publisher_key
    -- Without a duty nothing is missing.
    where (dated.due_on is not null and dated.is_there)
        or current_reports.sha256 is not null
        or known_reports.state is not null

)

select * from final
