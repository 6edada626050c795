with

chosen as (

    -- A part would rank too low.
    select * from {{ ref('fct_indicator') }}
    where region_code is not null and scope <> 'part' and {{ is_rebuilt('year') }}

),

regions as (

    select * from {{ ref('dim_region') }}

),

placed as (

    select
        chosen.*,
        regions.province_code,
        regions.invented
    from chosen
    inner join regions on chosen.region_code = regions.region_code

),

grouped as (

    select
        figure_id,
        value,
        indicator_code,
        unit_kind,
        year,
        level,
        invented,
        'country' as peer_group,
        'country' as peer_group_code
    from placed

    union all

    select
        figure_id,
        value,
        indicator_code,
        unit_kind,
        year,
        level,
        invented,
        'province' as peer_group,
        province_code as peer_group_code
    from placed
    where province_code is not null and level <> 'province'

),

groups as (

    select
        peer_group,
        peer_group_code,
        invented,
        level,
        indicator_code,
        unit_kind,
        year,
        row_number() over () as group_number,
        count(*) as peer_count,
        quantile_cont(value, 0.25) as lower_quartile,
        median(value) as median,
        quantile_cont(value, 0.75) as upper_quartile
    from grouped
    group by peer_group, peer_group_code, invented, level, indicator_code, unit_kind, year
    having count(*) >= {{ var('least_peers') }}

),

members as (

    select
        grouped.figure_id,
        grouped.peer_group,
        grouped.year,
        grouped.value,
        groups.group_number,
        groups.peer_count,
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
            and grouped.indicator_code = groups.indicator_code
            and grouped.unit_kind = groups.unit_kind
            and grouped.year = groups.year

),

ranked as (

    select
        figure_id,
        peer_group,
        year,
        peer_count,
        lower_quartile,
        median,
        upper_quartile,
        rank() over (partition by group_number order by value) - 1 as below,
        count(*) over (
            partition by group_number order by value range between current row and current row
        ) as level_with
    from members

),

final as (

    select
        figure_id,
        peer_group,
        year,
        peer_count,
        peer_count - below - level_with + 1 as rank,
        -- Peers below, and half of those that are level with it.
        cast(round(100.0 * (below + (level_with - 1) / 2.0) / (peer_count - 1), 2) as decimal(5, 2)) as percentile,
        cast(lower_quartile as decimal(28, 6)) as lower_quartile,
        cast(median as decimal(28, 6)) as median,
        cast(upper_quartile as decimal(28, 6)) as upper_quartile
    from ranked

)

select * from final
