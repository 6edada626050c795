with

source as (

    select * from {{ source('raw', 'known_addresses') }}

)

select
    publisher_id,
    address,
    known_from,
    report_year,
    published_on,
    obstacle
from source
