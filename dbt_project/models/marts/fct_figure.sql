with

placed as (

    select * from {{ ref('int_figure_placed') }}

),

documents as (

    select * from {{ ref('stg_documents') }}

),

reports as (

    select * from {{ ref('dim_report') }}

),

-- Cut before anything else is joined: the texts must not travel through the other joins.
quoted as materialized (

    select
        placed.*,
        -- DuckDB counts from 1, offsets count from 0; both count code points.
        substring(
            documents.text, placed.sentence_start + 1, placed.sentence_end - placed.sentence_start
        ) as quote
    from placed
    inner join documents on placed.sha256 = documents.sha256

),

final as (

    select
        quoted.figure_id,
        quoted.sha256,
        reports.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        reports.report_year,
        quoted.section_id,
        quoted.section_heading,
        quoted.section_domain,
        quoted.is_plan,
        quoted.sentence_start,
        quoted.sentence_end,
        quoted."start",
        quoted."end",
        quoted.raw,
        quoted.value,
        quoted.printed_value,
        quoted."precision",
        quoted.unit,
        quoted.bound,
        quoted.measure,
        quoted.scope,
        quoted.indicator_code,
        quoted.year,
        quoted.rules,
        quoted.extractor_version,
        quoted.validity,
        quoted.correction,
        quoted.correction_reason,
        quoted.quote,
        reports.address as report_address
    from quoted
    inner join reports on quoted.sha256 = reports.sha256

)

select * from final
