-- The figure of the year before that a value was compared with.
select
    yoy.region_name,
    yoy.year - 1 as year,
    yoy.indicator_name_zh,
    yoy.indicator_name_en,
    yoy.prior_value,
    yoy.unit,
    yoy.prior_source,
    before.raw,
    before.quote,
    before.sha256,
    before.figure_id
from marts.indicator_yoy as yoy
left join marts.fct_figure as before on yoy.prior_figure_id = before.figure_id
where yoy.figure_id = $figure and yoy.prior_value is not null
