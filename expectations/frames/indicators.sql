-- One row per year of a publisher's indicator, beside its other years and its peers, for `indicator_suite`.
with

yoy as (

    select
        y.*,
        r.invented,
        y.kind = 'rate' as is_rate,
        -- Counts grow in proportion, rates in points.
        case when y.kind = 'rate' then y.value::double else ln(greatest(y.value, 0)::double + 1) end as place
    from marts.indicator_yoy as y
    left join marts.dim_region as r using (region_code)
    where y.value is not null

),

-- A part says little of other wholes.
whole as (

    select * from yoy
    where scope <> 'part'

),

years as (

    select
        publisher_key,
        indicator_code,
        year,
        place,
        is_rate,
        value,
        list_filter(
            list({ 'year': year, 'place': place, 'value': value, 'figure_id': figure_id }) over (
                partition by publisher_key, indicator_code, unit_kind
            ),
            lambda other: other.year <> year
        ) as others
    from whole

),

of_years as (

    select
        publisher_key,
        indicator_code,
        year,
        is_rate,
        place,
        value,
        list_transform(others, lambda other: other.figure_id) as other_figure_ids,
        len(others) as other_years,
        list_aggregate(list_transform(others, lambda other: other.place), 'median') as years_middle,
        list_aggregate(list_transform(others, lambda other: other.value::double), 'median') as years_median,
        list_aggregate(
            list_transform(others, lambda other: abs(other.place - years_middle)), 'median'
        ) as years_spread
    from years
    where len(others) >= 3

),

peer_middles as (

    select
        level, invented, indicator_code, unit_kind, year,
        median(place) as peers_middle, median(value::double) as peers_median, count(*) as peer_count
    from whole
    -- Bureaus of one level are of many kinds.
    where region_code is not null and level not in ('department', 'ministry', 'township')
    group by all
    having count(*) >= 8

),

peer_spreads as (

    select
        level, invented, indicator_code, unit_kind, year,
        any_value(peers_middle) as peers_middle,
        any_value(peers_median) as peers_median,
        any_value(peer_count) as peer_count,
        mad(place) as peers_spread
    from whole
    inner join peer_middles using (level, invented, indicator_code, unit_kind, year)
    where region_code is not null
    group by level, invented, indicator_code, unit_kind, year

)

select
    yoy.publisher_key, yoy.region_code, yoy.region_name, yoy.level, yoy.sha256, yoy.year,
    yoy.indicator_code, yoy.indicator_name_zh, yoy.indicator_name_en,
    yoy.value, yoy.unit, yoy.prior_value, yoy.yoy_pct, yoy.yoy_points,
    yoy.reported_yoy_pct, yoy.reported_points, yoy.reported_change, yoy.consistent,
    yoy.figure_id, yoy.prior_figure_id, yoy.change_figure_id,
    -- What exceptions.yml explains was let into the marts on purpose.
    (
        select count(*) from audit.figure_findings as f
        where f.figure_id = yoy.figure_id and f.explained is not null
    )
        as explained_findings,
    other_years,
    years_median,
    other_figure_ids,
    -- A robust z: how many times the usual spread. No series is steadier than its rounding, nor a count that
    -- steady that a fifth more were no news: 1.4826 makes a median deviation comparable to a standard one.
    case
        when abs(yoy.value - years_median) >= 20
            then (yoy.place - years_middle)
                / greatest(1.4826 * years_spread, case when yoy.is_rate then 5 else 0.18 end)
    end as years_z,
    peer_count,
    peers_median,
    (yoy.place - peers_middle)
    / greatest(1.4826 * peers_spread, case when yoy.is_rate then 8 else 0.4 end) as peers_z
from yoy
left join of_years using (publisher_key, indicator_code, year)
left join peer_spreads
    on
        yoy.scope <> 'part'
        and yoy.region_code is not null
        and yoy.level = peer_spreads.level
        and yoy.invented is not distinct from peer_spreads.invented
        and yoy.indicator_code = peer_spreads.indicator_code
        and yoy.unit_kind = peer_spreads.unit_kind
        and yoy.year = peer_spreads.year
order by yoy.publisher_key, yoy.indicator_code, yoy.year
