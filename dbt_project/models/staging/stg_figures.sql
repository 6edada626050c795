with

source as (

    select * from {{ source('raw', 'figures') }}

)

select
    figure_id,
    sha256,
    section_id,
    sentence_start,
    sentence_end,
    "start",
    "end",
    raw,
    value,
    "precision",
    unit,
    bound,
    measure,
    scope,
    indicator_code,
    year,
    rules,
    extractor_version,
    object,
    deed,
    whose,
    part,
    period_start,
    period_end,
    base_year,
    definition,
    confidence,
    proposed_code,
    target_code,
    evidence
from source
