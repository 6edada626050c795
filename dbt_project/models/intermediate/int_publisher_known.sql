with

publishers as (

    select * from {{ ref('stg_publishers') }}

),

latest_regions as (

    select *
    from {{ ref('stg_regions') }}
    qualify row_number() over (partition by region_code order by valid_from desc) = 1

),

speaking as (

    select
        publishers.*,
        publishers.level in ('province', 'prefecture', 'county')
        or (publishers.level = 'township' and coalesce(latest_regions.level, 'township') = 'township') as is_government
    from publishers
    left join latest_regions on publishers.region_code = latest_regions.region_code

),

keyed as (

    -- The key that int_report_current gives to a report whose head says the same.
    select
        *,
        case
            when is_government then region_code
            else concat_ws('/', region_code, level, name)
        end as publisher_key
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
    list_sort(list(publisher_id)) as publisher_ids
from keyed
group by publisher_key
