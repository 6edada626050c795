-- A tenth and ten times as many are changes of the same size, in percent they are not.
select
    yoy.region_name,
    regions.province_name,
    yoy.level,
    indicators.domain,
    yoy.indicator_code,
    yoy.indicator_name_zh,
    yoy.indicator_name_en,
    yoy.year,
    yoy.prior_value,
    yoy.value,
    yoy.unit,
    yoy.yoy_pct,
    yoy.yoy_points,
    yoy.prior_source,
    yoy.consistent,
    yoy.doubts,
    yoy.quote,
    yoy.figure_id,
    yoy.report_address,
    yoy.publisher_key,
    yoy.sha256
from main.values_with_doubts() as yoy
inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
left join marts.dim_region as regions on yoy.region_code = regions.region_code
where
    yoy.year = $year
    and ($domain is null or indicators.domain = $domain)
    and ($indicator is null or yoy.indicator_code = $indicator)
    and ($level is null or yoy.level = $level)
    and ($province is null or regions.province_name = $province)
    and ($measure = 'points' or greatest(yoy.value, yoy.prior_value) >= $least)
    and (not $sure or not list_has_any(yoy.doubts, $grave))
    and case $measure when 'points' then yoy.yoy_points else yoy.yoy_pct end is not null
    and case $direction
        when 'up' then coalesce(yoy.yoy_pct, yoy.yoy_points) > 0
        when 'down' then coalesce(yoy.yoy_pct, yoy.yoy_points) < 0
        else true
    end
order by
    case
        when $measure = 'points' then abs(yoy.yoy_points)
        when yoy.value = 0 then 1e9
        else abs(ln(cast(yoy.value as double) / yoy.prior_value))
    end desc,
    yoy.figure_id asc
limit 200
