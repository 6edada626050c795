with

source as (

    select * from {{ source('raw', 'fetches') }}

)

select
    address,
    source,
    fetched_at,
    outcome,
    sha256
from source
