select
    region_name,
    report_year,
    target_year,
    indicator_code,
    object,
    target_kind,
    target_value,
    unit,
    target_bound,
    outcome_value,
    outcome,
    quote,
    outcome_quote,
    figure_id
from marts.target_outcome
where asked_year is null or target_year = asked_year
order by target_year, region_name, figure_id
