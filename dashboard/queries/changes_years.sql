-- In which years there is something to show, and if there is nothing, what kept it out.
select
    yoy.year,
    count(*) as given,
    count_if(
        case $measure when 'points' then yoy.yoy_points else yoy.yoy_pct end is null
    ) as without_change,
    count_if(
        $measure <> 'points' and yoy.yoy_pct is not null and greatest(yoy.value, yoy.prior_value) < $least
    ) as small,
    count_if($sure and list_has_any(yoy.doubts, $grave)) as doubted,
    count_if(
        case $measure when 'points' then yoy.yoy_points else yoy.yoy_pct end is not null
        and ($measure = 'points' or greatest(yoy.value, yoy.prior_value) >= $least)
        and (not $sure or not list_has_any(yoy.doubts, $grave))
        and case $direction
            when 'up' then coalesce(yoy.yoy_pct, yoy.yoy_points) > 0
            when 'down' then coalesce(yoy.yoy_pct, yoy.yoy_points) < 0
            else true
        end
    ) as shown
from main.values_with_doubts() as yoy
inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
left join marts.dim_region as regions on yoy.region_code = regions.region_code
where
    ($domain is null or indicators.domain = $domain)
    and ($indicator is null or yoy.indicator_code = $indicator)
    and ($level is null or yoy.level = $level)
    and ($province is null or regions.province_name = $province)
group by yoy.year
order by yoy.year desc
