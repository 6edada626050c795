select
    indicators.domain,
    yoy.indicator_code,
    yoy.indicator_name_zh,
    yoy.indicator_name_en,
    yoy.value,
    yoy.unit,
    yoy.bound,
    yoy.per_100k,
    yoy.prior_value,
    yoy.prior_source,
    yoy.yoy_pct,
    yoy.yoy_points,
    yoy.yoy_note,
    yoy.consistent,
    yoy.doubts,
    province.percentile as province_percentile,
    province.peer_count as province_peers,
    country.percentile as country_percentile,
    country.peer_count as country_peers,
    yoy.region_name,
    yoy.year,
    yoy.publisher_key,
    yoy.quote,
    yoy.figure_id,
    yoy.report_address,
    yoy.sha256
from main.values_with_doubts() as yoy
inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
left join marts.peer_comparison as province
    on
        yoy.publisher_key = province.publisher_key
        and yoy.indicator_code = province.indicator_code
        and yoy.year = province.year
        and province.peer_group = 'province'
left join marts.peer_comparison as country
    on
        yoy.publisher_key = country.publisher_key
        and yoy.indicator_code = country.indicator_code
        and yoy.year = country.year
        and country.peer_group = 'country'
where yoy.publisher_key = $publisher and yoy.year = $year
order by indicators.domain, yoy.indicator_code
