with

chosen as (

    -- A part would rank too low. What the next report tells would change ranks of a year whose own reports have not.
    select * from {{ ref('fct_indicator') }}
    where
        region_code is not null
        and scope <> 'part'
        and told_by is distinct from 'next_report'
        -- Bodies of no known kind have no peers.
        and publisher_kind <> 'other'
        and {{ is_rebuilt('year') }}

),

regions as (

    select * from {{ ref('dim_region') }}

),

territory as (

    select * from {{ ref('int_territory_change') }}

),

-- What most of a level count, of the definitions that they name.
usual as (

    select
        indicator_code,
        year,
        level,
        publisher_kind,
        mode(definition order by definition) as definition
    from chosen
    where validity = 'valid' and definition is not null
    group by indicator_code, year, level, publisher_kind

),

placed as (

    select
        chosen.figure_id,
        chosen.value,
        chosen.value_low,
        chosen.value_high,
        chosen.indicator_code,
        chosen.unit_kind,
        chosen.year,
        chosen.publisher_kind,
        -- A bureau is compared with those of its kind at its government's level.
        case when chosen.publisher_kind = 'government' then chosen.level else regions.level end as level,
        regions.province_code,
        case when chosen.publisher_kind = 'government' then regions.region_kind end as region_kind,
        regions.invented,
        -- Why a value has no rank: it is doubted, not of the whole year, or of a territory that changed in it.
        case
            when chosen.validity <> 'valid' then chosen.validity
            when chosen.is_part_year and chosen.aggregation <> 'stock' then 'part_year'
            when territory.region_code is not null then 'territory_changed'
            when {{ other_definition('chosen.definition', 'usual.definition') }} then 'other_definition'
            when chosen.part = 'own_level' and chosen.level in ('province', 'prefecture') then 'other_population'
        end as left_out
    from chosen
    inner join regions on chosen.region_code = regions.region_code
    left join usual
        on
            chosen.indicator_code = usual.indicator_code
            and chosen.year = usual.year
            and chosen.level = usual.level
            and chosen.publisher_kind = usual.publisher_kind
    left join territory
        on
            chosen.publisher_key = territory.region_code
            and chosen.year = territory.year

),

grouped as (

    select
        *,
        'country' as peer_group,
        'country' as peer_group_code
    from placed

    union all

    select
        *,
        'country_kind' as peer_group,
        region_kind as peer_group_code
    from placed
    where region_kind is not null

    union all

    select
        *,
        'province' as peer_group,
        province_code as peer_group_code
    from placed
    where province_code is not null and level <> 'province'

    union all

    select
        *,
        'province_kind' as peer_group,
        concat_ws('/', province_code, region_kind) as peer_group_code
    from placed
    where province_code is not null and region_kind is not null

),

groups as (

    select
        peer_group,
        peer_group_code,
        invented,
        level,
        publisher_kind,
        indicator_code,
        unit_kind,
        year,
        row_number() over () as group_number,
        count(*) filter (where left_out is null) as peer_count,
        count(left_out) as left_out_count,
        quantile_cont(value, 0.25) filter (where left_out is null) as lower_quartile,
        median(value) filter (where left_out is null) as median,
        quantile_cont(value, 0.75) filter (where left_out is null) as upper_quartile
    from grouped
    group by peer_group, peer_group_code, invented, level, publisher_kind, indicator_code, unit_kind, year

),

members as (

    select
        grouped.figure_id,
        grouped.peer_group,
        grouped.peer_group_code,
        grouped.year,
        grouped.value,
        least(grouped.value, grouped.value_low) as value_low,
        greatest(grouped.value, grouped.value_high) as value_high,
        grouped.left_out,
        groups.group_number,
        groups.peer_count,
        groups.left_out_count,
        groups.lower_quartile,
        groups.median,
        groups.upper_quartile
    from grouped
    inner join groups
        on
            grouped.peer_group = groups.peer_group
            and grouped.peer_group_code = groups.peer_group_code
            and grouped.invented = groups.invented
            and grouped.level = groups.level
            and grouped.publisher_kind = groups.publisher_kind
            and grouped.indicator_code = groups.indicator_code
            and grouped.unit_kind = groups.unit_kind
            and grouped.year = groups.year

),

-- 520余 may be more than 520, and then 520 is below it: the hedge of one value is the doubt of another's rank.
ends as (

    select
        group_number,
        figure_id,
        value_low as point,
        1 as is_low,
        0 as is_high
    from members
    where left_out is null

    union all

    select
        group_number,
        figure_id,
        value_high as point,
        0 as is_low,
        1 as is_high
    from members
    where left_out is null

),

passed as (

    select
        *,
        sum(is_low) over not_below - sum(is_low) over level_with as lows_above,
        sum(is_high) over not_below - sum(is_high) over level_with as highs_above
    from ends
    window
        not_below as (partition by group_number order by point desc),
        level_with as (partition by group_number, point)

),

reach as (

    select
        group_number,
        figure_id,
        max(lows_above) filter (where is_high = 1) as surely_above,
        max(highs_above) filter (where is_low = 1) as possibly_above
    from passed
    group by group_number, figure_id

),

ranked as (

    select
        members.*,
        rank() over (partition by members.group_number, members.left_out order by members.value desc) as rank_by_value,
        count(*) over (partition by members.group_number, members.left_out, members.value) as level_with,
        cast(reach.surely_above + 1 as bigint) as rank_best,
        -- Its own upper end is above its lower one.
        cast(reach.possibly_above + 1 - cast(members.value_high > members.value_low as integer) as bigint) as rank_worst
    from members
    left join reach
        on
            members.group_number = reach.group_number
            and members.figure_id = reach.figure_id

),

final as (

    select
        figure_id,
        peer_group,
        peer_group_code,
        year,
        peer_count,
        left_out_count,
        case when left_out is null then rank_by_value end as rank,
        case when left_out is null then rank_best end as rank_best,
        case when left_out is null then rank_worst end as rank_worst,
        -- Peers below, and half of those that are level with it. Among fewer peers it says nothing.
        case
            when left_out is null and peer_count >= {{ var('least_peers') }}
                then cast(
                        round(
                            100.0 * (peer_count - rank_by_value - (level_with - 1) / 2.0) / (peer_count - 1), 2
                        ) as decimal(5, 2)
                    )
        end as percentile,
        case
            when peer_count >= {{ var('least_peers') }} then cast(lower_quartile as decimal(28, 6))
        end as lower_quartile,
        case when peer_count >= {{ var('least_peers') }} then cast(median as decimal(28, 6)) end as median,
        case
            when peer_count >= {{ var('least_peers') }} then cast(upper_quartile as decimal(28, 6))
        end as upper_quartile,
        coalesce(left_out, case when peer_count <= {{ var('least_peers') }} then 'few_peers' end) as rank_note
    from ranked

)

select * from final
