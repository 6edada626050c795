with

source as (

    select * from {{ source('raw', 'indicators') }}

)

select
    code as indicator_code,
    domain,
    name_zh,
    name_en,
    unit,
    kind,
    aggregation,
    polarity,
    definition
from source
