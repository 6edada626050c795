with

source as (

    select * from {{ source('raw', 'publishers') }}

)

select
    publisher_id,
    name,
    region_code,
    level,
    listing,
    listing_kind,
    link_selector,
    title_pattern,
    interval_hours,
    tls_verify,
    note,
    obstacle
from source
