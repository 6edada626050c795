-- An indicator of all departments of one kind, with their ranks among those of one level.
select
    yoy.region_code,
    yoy.region_name,
    yoy.publisher_kind,
    yoy.indicator_code,
    yoy.indicator_name_zh,
    yoy.value,
    yoy.unit,
    yoy.bound,
    yoy.prior_value,
    yoy.yoy_pct,
    yoy.yoy_points,
    yoy.yoy_note,
    peers.rank as place,
    peers.peer_count as places,
    peers.rank_note,
    yoy.validity,
    yoy.figure_id,
    yoy.report_address
from marts.indicator_yoy as yoy
inner join main.matching_indicators(asked_indicator) as indicators
    on yoy.indicator_code = indicators.indicator_code and indicators.match <> 'near'
left join marts.peer_comparison as peers
    on yoy.figure_id = peers.figure_id and peers.peer_group = 'country'
where
    yoy.year = asked_year
    and yoy.publisher_kind in (
        select asked_kind
        union all
        select kinds.organ_name from staging.organ_kinds as kinds
        where kinds.alias = asked_kind
    )
order by place nulls last, yoy.region_code, yoy.indicator_code
