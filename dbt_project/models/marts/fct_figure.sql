with

placed as (

    select * from {{ ref('int_figure_placed') }}

),

figures as (

    select * from {{ ref('stg_corrected_figures') }}

),

documents as (

    select * from {{ ref('stg_documents') }}

),

reports as (

    select * from {{ ref('dim_report') }}

),

final as (

    select
        figures.figure_id,
        figures.sha256,
        reports.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        reports.report_year,
        figures.section_id,
        placed.section_heading,
        placed.section_domain,
        placed.is_plan,
        figures.sentence_start,
        figures.sentence_end,
        figures."start",
        figures."end",
        figures.raw,
        figures.value,
        figures.printed_value,
        figures."precision",
        figures.unit,
        figures.bound,
        figures.measure,
        figures.scope,
        figures.indicator_code,
        figures.year,
        figures.rules,
        figures.extractor_version,
        placed.validity,
        figures.correction,
        figures.correction_reason,
        -- DuckDB counts from 1, offsets count from 0; both count code points.
        substring(
            documents.text, figures.sentence_start + 1, figures.sentence_end - figures.sentence_start
        ) as quote,
        reports.address as report_address
    from placed
    inner join figures on placed.figure_id = figures.figure_id
    inner join documents on placed.sha256 = documents.sha256
    inner join reports on placed.sha256 = reports.sha256

)

select * from final
