-- In which years there is something to show, and if there is nothing, what kept it out.
with changes as (
    select
        yoy.year,
        case $measure when 'points' then yoy.yoy_points else yoy.yoy_pct end as change,
        $measure <> 'points' and greatest(yoy.value, yoy.prior_value) < $least as is_small,
        $sure and list_has_any(yoy.doubts, $grave) as is_doubted,
        case $direction
            when 'up' then coalesce(yoy.yoy_pct, yoy.yoy_points) > 0
            when 'down' then coalesce(yoy.yoy_pct, yoy.yoy_points) < 0
            else true
        end as is_wanted
    from main.values_with_doubts() as yoy
    inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
    left join marts.dim_region as regions on yoy.region_code = regions.region_code
    where
        ($domain is null or indicators.domain = $domain)
        and ($indicator is null or yoy.indicator_code = $indicator)
        and ($level is null or yoy.level = $level)
        and ($province is null or regions.province_name = $province)
)

select
    year,
    count(*) as given,
    count_if(change is null) as without_change,
    count_if(change is not null and is_small) as small,
    count_if(is_doubted) as doubted,
    count_if(change is not null and is_wanted and not is_small and is_doubted) as left_out,
    count_if(change is not null and is_wanted and not is_small and not is_doubted) as shown
from changes
group by year
order by year desc
