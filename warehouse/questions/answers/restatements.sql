select
    region_name,
    year - 1 as restated_year,
    indicator_code,
    indicator_name_zh,
    prior_value as as_first_printed,
    restated_prior_value as as_restated,
    unit,
    quote,
    prior_figure_id,
    restated_prior_figure_id
from marts.indicator_yoy
where
    prior_source = 'prior_report'
    and restated_prior_value <> prior_value
    and (asked_year is null or year = asked_year)
order by year, region_name, indicator_code
