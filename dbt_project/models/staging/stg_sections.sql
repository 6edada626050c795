with

source as (

    select * from {{ source('raw', 'sections') }}

)

select
    section_id,
    sha256,
    ordinal,
    parent_section_id,
    rank,
    heading,
    domain,
    is_plan,
    "start",
    "end"
from source
