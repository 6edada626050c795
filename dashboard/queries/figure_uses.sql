select
    'value' as used_as,
    region_name,
    indicator_code,
    indicator_name_zh,
    indicator_name_en,
    year,
    value,
    unit,
    choice_rule
from marts.fct_indicator
where list_contains(figure_ids, $figure)
union all
select
    'prior' as used_as,
    region_name,
    indicator_code,
    indicator_name_zh,
    indicator_name_en,
    year,
    value,
    unit,
    prior_source as choice_rule
from marts.indicator_yoy
where prior_figure_id = $figure
union all
select
    'change' as used_as,
    region_name,
    indicator_code,
    indicator_name_zh,
    indicator_name_en,
    year,
    value,
    unit,
    null as choice_rule
from marts.indicator_yoy
where $figure in (change_figure_id, units_change_figure_id)
order by year, used_as, indicator_code
