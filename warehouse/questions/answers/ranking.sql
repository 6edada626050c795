with found as (
    select
        peers.level,
        peers.rank as place,
        peers.peer_count as places,
        peers.rank_best,
        peers.rank_worst,
        peers.peers_existing,
        peers.indicator_code,
        peers.region_code,
        peers.region_name,
        peers.value,
        peers.unit,
        peers.bound,
        peers.per_100k,
        peers.rank_note,
        yoy.yoy_pct,
        yoy.yoy_points,
        yoy.doubts,
        peers.figure_id,
        peers.unit_kind
    from marts.peer_comparison as peers
    inner join main.matching_indicators(asked_indicator) as indicators
        on peers.indicator_code = indicators.indicator_code and indicators.match <> 'near'
    left join main.values_with_doubts() as yoy on peers.figure_id = yoy.figure_id
    where peers.publisher_kind = 'government' and peers.peer_group = 'country' and peers.year = asked_year
),

nothing as (
    select * from main.why_nothing(null, asked_indicator)
    where not exists (select 1 from found)
)

select
    found.* exclude (unit_kind),
    nothing.note_zh,
    nothing.note_en
from found
full outer join nothing on false
order by found.indicator_code, found.level, found.unit_kind, found.place nulls last, found.region_code
