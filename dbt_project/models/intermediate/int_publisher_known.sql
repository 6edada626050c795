with

publishers as (

    select * from {{ ref('stg_publishers') }}

),

latest_regions as (

    select *
    from {{ ref('stg_regions') }}
    qualify row_number() over (partition by region_code order by valid_from desc) = 1

),

succession as (

    select * from {{ ref('region_succession') }}
    where current_code is not null

),

organs as (

    select
        publishers.publisher_id,
        {{ organ_of_alias() }} as organ_name
    from publishers
    inner join {{ ref('organ_kinds') }} as organ_kinds on ends_with(publishers.name, organ_kinds.alias)
    where publishers.level = 'department'
    group by publishers.publisher_id

),

speaking as (

    select
        publishers.* replace (coalesce(succession.current_code, publishers.region_code) as region_code),
        organs.organ_name,
        {{ speaks_for_government('publishers.level', 'latest_regions.level') }} as is_government
    from publishers
    left join latest_regions on publishers.region_code = latest_regions.region_code
    left join succession on publishers.region_code = succession.old_code
    left join organs on publishers.publisher_id = organs.publisher_id

),

keyed as (

    -- The key that int_report_current gives to a report whose head says the same.
    select
        *,
        {{ publisher_key(
            'is_government', 'region_code', 'level', 'name', 'coalesce(organ_name, name)'
        ) }} as publisher_key
    from speaking

)

-- A publisher with two listings has two lines.
select
    publisher_key,
    min(publisher_id) as publisher_id,
    arg_min(name, publisher_id) as publisher_name,
    arg_min(region_code, publisher_id) as region_code,
    arg_min(level, publisher_id) as level,
    bool_or(is_government) as is_government,
    list_sort(list(publisher_id)) as publisher_ids,
    min(obstacle) as obstacle
from keyed
group by publisher_key
