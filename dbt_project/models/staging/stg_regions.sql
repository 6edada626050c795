with

source as (

    select * from {{ source('raw', 'regions') }}

)

select
    code as region_code,
    name,
    level,
    parent_code,
    valid_from,
    valid_to,
    invented
from source
