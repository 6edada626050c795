-- What was promised for a year, and what the report on that year says of it: what it answers stands first.
select
    targets.region_name,
    targets.target_year as year,
    targets.indicator_name_zh,
    targets.indicator_name_en,
    targets.object,
    targets.target_kind,
    targets.target_value,
    targets.unit,
    targets.target_bound,
    targets.outcome_value,
    targets.outcome_bound,
    targets.outcome,
    targets.validity,
    targets.quote,
    targets.outcome_quote,
    targets.report_year,
    targets.indicator_code,
    targets.publisher_key,
    targets.figure_id,
    targets.sha256,
    targets.outcome_figure_id,
    outcomes.sha256 as outcome_sha256
from marts.target_outcome as targets
left join marts.fct_figure as outcomes on targets.outcome_figure_id = outcomes.figure_id
where
    ($publisher is null or targets.publisher_key = $publisher)
    and ($year is null or targets.target_year = $year)
    and ($state is null or targets.outcome = $state)
    and (
        $words is null
        or contains(targets.quote, $words)
        or contains(targets.indicator_name_zh, $words)
        or contains(lower(targets.indicator_name_en), lower($words))
    )
order by
    list_position(
        ['missed', 'met', 'not_comparable', 'no_number', 'not_told', 'not_named', 'no_report'], targets.outcome
    ) asc,
    targets.target_year desc,
    targets.region_name asc,
    targets.figure_id asc
limit $most
