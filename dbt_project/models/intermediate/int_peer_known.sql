with

regions as (

    select
        spans.region_code,
        spans.valid_from,
        spans.valid_to,
        spans.level,
        {{ region_kind('spans.level', 'spans.name') }} as region_kind,
        spans.invented,
        places.province_code
    from {{ ref('stg_regions') }} as spans
    inner join {{ ref('dim_region') }} as places on spans.region_code = places.region_code

),

years as (

    select distinct year from {{ ref('fct_indicator') }}

),

existing as (

    select
        years.year,
        regions.*
    from years
    inner join regions
        on
            years.year >= regions.valid_from
            and coalesce(years.year <= regions.valid_to, true)

),

grouped as (

    select
        *,
        unnest(['country', 'country_kind', 'province', 'province_kind']) as peer_group,
        unnest(
            ['country', region_kind, province_code, concat_ws('/', province_code, region_kind)]
        ) as peer_group_code
    from existing

)

select
    year,
    level,
    invented,
    peer_group,
    peer_group_code,
    count(distinct region_code) as region_count
from grouped
where peer_group_code is not null
group by year, level, invented, peer_group, peer_group_code
