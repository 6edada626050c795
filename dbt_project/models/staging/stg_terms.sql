with

source as (

    select * from {{ source('raw', 'terms') }}

)

select
    sha256,
    term,
    occurrences
from source
