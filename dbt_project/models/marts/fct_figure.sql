with

placed as (

    select * from {{ ref('int_figure_placed') }}
    where {{ is_rebuilt('sha256') }}

),

documents as (

    select * from {{ ref('stg_documents') }}
    where {{ is_rebuilt('sha256') }}

),

sections as (

    select * from {{ ref('stg_sections') }}
    where {{ is_rebuilt('sha256') }}

),

reports as (

    select * from {{ ref('dim_report') }}

),

-- A cut walks the text from its start, for a character is of one to four bytes: cutting sentences out of sections
-- took a third of the time that cutting them out of whole texts took.
passages as materialized (

    select
        sections.section_id,
        sections."start",
        sections."end",
        -- DuckDB counts from 1, offsets count from 0; both count code points.
        substring(documents.text, sections."start" + 1, sections."end" - sections."start") as passage
    from sections
    inner join documents on sections.sha256 = documents.sha256

),

-- Reports with a sentence that no section holds.
unheld as (

    select distinct placed.sha256
    from placed
    left join sections on placed.section_id = sections.section_id
    where
        sections.section_id is null
        or placed.sentence_start < sections."start"
        or placed.sentence_end > sections."end"

),

whole_texts as (

    select
        documents.sha256,
        documents.text
    from documents
    inner join unheld on documents.sha256 = unheld.sha256

),

cut as (

    select
        placed.*,
        coalesce(
            substring(
                passages.passage,
                placed.sentence_start - passages."start" + 1,
                placed.sentence_end - placed.sentence_start
            ),
            substring(whole_texts.text, placed.sentence_start + 1, placed.sentence_end - placed.sentence_start)
        ) as quote
    from placed
    left join passages
        on
            placed.section_id = passages.section_id
            and placed.sentence_start >= passages."start"
            and placed.sentence_end <= passages."end"
    left join whole_texts on placed.sha256 = whole_texts.sha256

),

final as (

    select
        cut.figure_id,
        cut.sha256,
        reports.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        reports.report_year,
        cut.is_current,
        cut.section_id,
        cut.section_heading,
        cut.section_domain,
        cut.is_plan,
        cut.sentence_start,
        cut.sentence_end,
        cut."start",
        cut."end",
        cut.raw,
        cut.value,
        cut.printed_value,
        cut."precision",
        cut.unit,
        cut.bound,
        cut.measure,
        cut.scope,
        cut.indicator_code,
        cut.year,
        cut.rules,
        cut.extractor_version,
        cut.object,
        cut.deed,
        cut.whose,
        cut.part,
        cut.period_start,
        cut.period_end,
        cut.base_year,
        cut.definition,
        cut.confidence,
        cut.proposed_code,
        cut.target_code,
        cut.evidence,
        cut.validity,
        cut.correction,
        cut.correction_reason,
        cut.quote,
        reports.address as report_address
    from cut
    inner join reports on cut.sha256 = reports.sha256

)

select * from final
