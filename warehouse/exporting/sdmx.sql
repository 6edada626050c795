-- One observation per publisher, indicator and year, for SDMX-CSV.
select
    yoy.publisher_key,
    yoy.region_name,
    yoy.indicator_code,
    yoy.year,
    yoy.value,
    case
        -- M: the report prints one, which is not fit for use.
        when yoy.validity = 'refused' then 'Q'
        when figures.validity = 'flagged' or yoy.yoy_note = 'tenfold' then 'U'
        when yoy.scope = 'summed' then 'E'
        else 'A'
    end as obs_status,
    yoy.unit as unit_measure,
    yoy.bound,
    yoy.region_code as ref_area,
    yoy.prior_value,
    yoy.prior_source,
    yoy.yoy_change,
    yoy.yoy_pct,
    yoy.yoy_points,
    yoy.reported_yoy_pct,
    yoy.consistent,
    yoy.figure_id,
    yoy.prior_figure_id,
    yoy.report_address as source,
    yoy.quote as comment_obs
from marts.indicator_yoy as yoy
left join marts.fct_figure as figures on yoy.figure_id = figures.figure_id
order by yoy.publisher_key, yoy.indicator_code, yoy.year
