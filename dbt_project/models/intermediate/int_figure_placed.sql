with

figures as (

    select * from {{ ref('stg_corrected_figures') }}

),

reports as (

    select * from {{ ref('int_report_current') }}

),

sections as (

    select * from {{ ref('int_section_placed') }}

),

validity as (

    select * from {{ ref('int_figure_validity') }}

),

unit_kinds as (

    select * from {{ ref('unit_kinds') }}

),

joined as (

    select
        figures.figure_id,
        figures.sha256,
        figures.section_id,
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
        figures.object,
        figures.deed,
        figures.whose,
        figures.part,
        figures.period_start,
        figures.period_end,
        figures.base_year,
        figures.definition,
        figures.confidence,
        figures.proposed_code,
        figures.target_code,
        figures.evidence,
        figures.correction,
        figures.correction_reason,
        reports.publisher_key,
        reports.is_government,
        reports.publisher_kind,
        reports.report_year,
        reports.is_current,
        reports.version_position,
        sections.heading as section_heading,
        sections.domain as section_domain,
        coalesce(sections.is_plan, false) as is_plan,
        coalesce(validity.validity, 'valid') as validity,
        coalesce(unit_kinds.unit_kind, 'things') as unit_kind
    from figures
    inner join reports on figures.sha256 = reports.sha256
    left join sections on figures.section_id = sections.section_id
    left join validity on figures.figure_id = validity.figure_id
    left join unit_kinds on figures.unit = unit_kinds.unit
    where reports.is_current or reports.is_told

),

final as (

    select
        *,
        {{ figure_low('value', '"precision"', 'unit_kind', 'bound') }} as value_low,
        {{ figure_high('value', '"precision"', 'unit_kind', 'bound') }} as value_high
    from joined

)

select * from final
