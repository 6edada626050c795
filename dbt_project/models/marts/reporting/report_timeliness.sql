with

reports as (

    select * from {{ ref('dim_report') }}
    where report_year is not null

),

regions as (

    select * from {{ ref('dim_region') }}

),

current_reports as (

    select * from reports
    where is_current

),

publishers as (

    select
        publisher_key,
        min(report_year) as first_year,
        arg_max(region_code, report_year) as region_code,
        arg_max(region_name, report_year) as region_name,
        arg_max(level, report_year) as level,
        bool_or(is_government) as is_government
    from current_reports
    group by publisher_key

),

years as (

    -- Nobody is said to owe a year that no report in the warehouse speaks of.
    select unnest(range(min(report_year), max(report_year) + 1)) as report_year
    from current_reports

),

first_published as (

    -- A vintage that was mended later was in time if the first one was.
    select
        publisher_key,
        report_year,
        min(published_on) as published_on,
        count(*) as vintage_count
    from reports
    group by publisher_key, report_year

),

expected as (

    select
        publishers.*,
        cast(years.report_year as integer) as report_year,
        make_date(cast(years.report_year as integer) + 1, 4, 1) as due_on
    from publishers
    inner join years on publishers.first_year <= years.report_year

),

final as (

    select
        expected.publisher_key,
        expected.region_code,
        expected.region_name,
        expected.level,
        expected.is_government,
        regions.province_code,
        regions.province_name,
        expected.report_year,
        case
            when current_reports.sha256 is null then 'missing'
            when first_published.published_on is null then 'undated'
            when first_published.published_on < make_date(expected.report_year, 12, 1) then 'implausible_date'
            when first_published.published_on < expected.due_on then 'in_time'
            else 'late'
        end as status,
        first_published.published_on,
        expected.due_on,
        case
            when status in ('in_time', 'late') then date_diff('day', expected.due_on, first_published.published_on)
        end as days_after_due,
        coalesce(first_published.vintage_count, 0) as vintage_count,
        current_reports.address as report_address,
        current_reports.sha256
    from expected
    left join current_reports
        on
            expected.publisher_key = current_reports.publisher_key
            and expected.report_year = current_reports.report_year
    left join first_published
        on
            expected.publisher_key = first_published.publisher_key
            and expected.report_year = first_published.report_year
    left join regions on expected.region_code = regions.region_code

)

select * from final
