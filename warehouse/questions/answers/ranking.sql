select
    peers.level,
    peers.rank as place,
    peers.peer_count as places,
    peers.rank_best,
    peers.rank_worst,
    peers.peers_existing,
    peers.region_code,
    peers.region_name,
    peers.value,
    peers.unit,
    peers.bound,
    peers.rank_note,
    yoy.yoy_pct,
    yoy.yoy_points,
    peers.figure_id
from marts.peer_comparison as peers
left join marts.indicator_yoy as yoy on peers.figure_id = yoy.figure_id
inner join marts.dim_indicator as indicators on peers.indicator_code = indicators.indicator_code
where
    peers.peer_group = 'country'
    and peers.year = asked_year
    and lower(asked_indicator) in (indicators.indicator_code, indicators.name_zh, lower(indicators.name_en))
order by peers.level, peers.unit_kind, peers.rank nulls last, peers.region_code
