with

documents as (

    select * from {{ ref('stg_documents') }}

),

currency as (

    select * from {{ ref('int_report_current') }}

),

regions as (

    select * from {{ ref('dim_region') }}

),

figure_counts as (

    select
        sha256,
        count(*) as figure_count
    from {{ ref('stg_figures') }}
    group by sha256

),

validity as (

    select * from {{ ref('int_report_validity') }}

),

places as (

    select
        text_hash,
        list_sort(list_distinct(flatten(list(addresses)))) as addresses
    from documents
    group by text_hash

),

final as (

    select
        documents.sha256 as report_id,
        documents.sha256,
        documents.title,
        documents.issuer,
        currency.publisher_key,
        currency.publisher_kind,
        documents.region_code,
        coalesce(regions.name, documents.region_name) as region_name,
        documents.level,
        currency.is_government,
        documents.report_year,
        documents.published_on,
        {{ signed_on('documents.text') }} as signed_on,
        documents.document_number,
        documents.index_number,
        documents.head_sources,
        documents.head_notes,
        documents.address,
        places.addresses,
        currency.copy_of,
        currency.version_kind,
        documents.source,
        documents.fetched_at,
        currency.is_current,
        coalesce(figure_counts.figure_count, 0) as figure_count,
        coalesce(validity.validity, 'valid') as validity
    from documents
    inner join currency on documents.sha256 = currency.sha256
    inner join places on documents.text_hash = places.text_hash
    left join regions on documents.region_code = regions.region_code
    left join validity on documents.sha256 = validity.sha256
    left join figure_counts on documents.sha256 = figure_counts.sha256

)

select * from final
