with

source as (

    select * from {{ source('audit', 'figure_findings') }}

)

select
    finding_id,
    rule,
    severity,
    subject,
    figure_id,
    related_figure_id,
    sha256,
    region_code,
    year,
    indicator_code,
    observed,
    message_zh,
    message_en
from source
