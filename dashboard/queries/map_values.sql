-- One row a region of the level: its value of the indicator and year, or what is known of its report.
with
given as (
    select
        region_code,
        any_value(publisher_key) as publisher_key,
        any_value(value) as value,
        any_value(unit) as unit,
        any_value(unit_kind) as unit_kind,
        any_value(doubts) as doubts
    from main.values_with_doubts()
    where indicator_code = $indicator and year = $year and level = $level
    group by region_code
),

reports as (
    select
        region_code,
        any_value(publisher_key) as publisher_key,
        bool_or(sha256 is not null) as is_here,
        bool_or(status not in ('not_fetched', 'nothing_known')) as is_known
    from marts.report_timeliness
    where is_government and report_year = $year and level = $level
    group by region_code
),

regions as (
    select
        region_code,
        any_value(name) as name
    from marts.dim_region
    where level = $level and valid_from <= $year and (valid_to is null or valid_to >= $year)
    group by region_code
)

select
    regions.region_code,
    regions.name,
    coalesce(given.publisher_key, reports.publisher_key) as publisher_key,
    given.value,
    given.unit,
    given.unit_kind,
    given.doubts,
    case
        when given.value is not null then 'given'
        when reports.is_here then 'not_given'
        when reports.is_known then 'not_here'
        else 'never_asked'
    end as state
from regions
left join given on regions.region_code = given.region_code
left join reports on regions.region_code = reports.region_code
order by regions.region_code
