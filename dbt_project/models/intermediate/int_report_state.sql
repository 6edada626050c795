with

documents as (

    -- When it was fetched decides which report is current, and that is told below. The text is what this version of
    -- the extractor reads in these bytes.
    select * exclude (fetched_at, text)
    from {{ ref('stg_documents') }}

),

currency as (

    select * from {{ ref('int_report_current') }}

),

sections as (

    select * from {{ ref('stg_sections') }}

),

figures as (

    select * from {{ ref('stg_corrected_figures') }}

),

validity as (

    select * from {{ ref('int_figure_validity') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

regions as (

    select * from {{ ref('stg_regions') }}

),

unit_kinds as (

    select * from {{ ref('unit_kinds') }}

),

rates as (

    select * from {{ ref('derived_rates') }}

),

-- What all reports have in common. Hashes of rows are hashed once more before they are put together: columns are
-- combined by xor, so that one word that changes in an even number of rows would cancel itself out.
shared_rows as (

    select hash(hash('indicator', indicators)) as row_hash from indicators
    union all
    select hash(hash('region', regions)) as row_hash from regions
    union all
    select hash(hash('unit_kind', unit_kinds)) as row_hash from unit_kinds
    union all
    select hash(hash('rate', rates)) as row_hash from rates

),

common as (

    select hash('{{ project_hash() }}', bit_xor(row_hash)) as common_hash from shared_rows

),

document_rows as (

    select
        sha256,
        hash(documents) as document_hash
    from documents

),

current_rows as (

    select
        sha256,
        publisher_key,
        report_year,
        is_current,
        hash(currency) as current_hash
    from currency

),

section_rows as (

    select
        sha256,
        count(*) as section_count,
        bit_xor(hash(hash(sections))) as section_hash
    from sections
    group by sha256

),

judged_figures as (

    select
        figures.*,
        validity.validity
    from figures
    left join validity on figures.figure_id = validity.figure_id

),

figure_rows as (

    select
        sha256,
        count(*) as figure_count,
        bit_xor(hash(hash(judged_figures))) as figure_hash
    from judged_figures
    group by sha256

),

final as (

    select
        document_rows.sha256,
        current_rows.publisher_key,
        current_rows.report_year,
        current_rows.is_current,
        hash(
            common.common_hash,
            document_rows.document_hash,
            current_rows.current_hash,
            section_rows.section_count,
            section_rows.section_hash,
            figure_rows.figure_count,
            figure_rows.figure_hash
        ) as state
    from document_rows
    inner join current_rows on document_rows.sha256 = current_rows.sha256
    left join section_rows on document_rows.sha256 = section_rows.sha256
    left join figure_rows on document_rows.sha256 = figure_rows.sha256
    cross join common

)

select * from final
