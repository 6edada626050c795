-- Other readings: what another sentence prints for the same indicator and year, and what else the words may mean.
select
    other_value as value,
    other_unit as unit,
    null as indicator_code,
    other_quote as quote
from marts.indicator_conflict
where figure_id = $figure
union all
select
    value,
    unit,
    null as indicator_code,
    quote
from marts.indicator_conflict
where other_figure_id = $figure
union all
select
    null as value,
    null as unit,
    proposed_code as indicator_code,
    quote
from marts.fct_figure
where figure_id = $figure and proposed_code <> coalesce(indicator_code, '')
