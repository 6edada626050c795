-- Half of all governments of the level that most reports are of lie between low and high.
select
    year,
    any_value(lower_quartile) as low,
    any_value(median) as middle,
    any_value(upper_quartile) as high,
    any_value(level) as level,
    any_value(peer_count) as peer_count
from marts.peer_comparison
where
    indicator_code = $indicator
    and peer_group = 'country'
    and publisher_kind = 'government'
    and median is not null
    and list_contains($units, unit)
    and level = (
        select mode(peers.level) from marts.peer_comparison as peers
        where peers.indicator_code = $indicator
    )
group by year
order by year
