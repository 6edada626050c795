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
    head_sources,
    head_notes,
    -- Without a hash (documents written by hand) a vintage is like no other one.
    coalesce(text_hash, sha256) as text_hash,
    coalesce(addresses, [address]) as addresses,
    text,
    extractor_version
from source
