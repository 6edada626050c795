-- The indicator whose median moved most among those that enough governments give for both years.
with counted as (
    select
        indicator_code,
        any_value(indicator_name_zh) as indicator_name_zh,
        any_value(indicator_name_en) as indicator_name_en,
        count(*) as governments,
        count_if(yoy_pct > 0) as risen,
        count_if(yoy_pct < 0) as fallen,
        median(yoy_pct) as median_pct
    from main.values_with_doubts()
    where
        year = $year
        and yoy_pct is not null
        and greatest(value, prior_value) >= 20
        and not list_has_any(doubts, $grave)
    group by indicator_code
)

select
    *,
    max(governments) over () as most_governments
from counted
where governments >= 3
qualify governments >= 0.2 * max(governments) over ()
order by abs(median_pct) desc, indicator_code asc
limit 1
