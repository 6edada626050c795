-- One row per current report whose stated changes can be compared with the report of the year before, for
-- `series_suite`.
select
    any_value(publisher_key) as publisher_key,
    any_value(region_code) as region_code,
    any_value(region_name) as region_name,
    year,
    sha256,
    count(*) as compared_changes,
    count(*) filter (where not consistent) as broken_changes,
    100.0 * broken_changes / compared_changes as broken_percent,
    list(change_figure_id order by indicator_code) filter (where not consistent and change_figure_id is not null)
        as evidence
from marts.indicator_yoy
where consistent is not null and prior_source = 'prior_report'
group by sha256, year
order by sha256
