with

source as (

    select * from {{ source('raw', 'documents') }}

)

select
    sha256,
    address,
    source,
    fetched_at,
    is_current,
    media_type,
    charset,
    title,
    issuer,
    region_code,
    region_name,
    level,
    report_year,
    published_on,
    document_number,
    index_number,
    text,
    extractor_version
from source
