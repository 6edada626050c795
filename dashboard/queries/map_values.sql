-- One row a region of the level: its value of the indicator and year, or what is known of its report.
with
given as (
    select distinct on (region_code)
        region_code,
        publisher_key,
        value,
        unit,
        per_100k,
        unit_kind,
        doubts
    from main.values_with_doubts()
    where indicator_code = $indicator and year = $year and level = $level
    order by region_code, publisher_key, unit_kind, figure_id
),

reports as (
    select
        region_code,
        min(publisher_key) as publisher_key,
        bool_or(sha256 is not null) as is_here,
        bool_or(status not in ('not_fetched', 'nothing_known')) as is_known
    from marts.report_timeliness
    where is_government and report_year = $year and level = $level
    group by region_code
),

regions as (
    select
        region_code,
        arg_max(name, (valid_from, name)) as name
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
    given.per_100k,
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
