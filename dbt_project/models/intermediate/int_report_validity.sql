with

findings as (

    select * from {{ ref('stg_figure_findings') }}
    where subject = 'report' and severity in ('error', 'warn')

)

select
    sha256,
    case when bool_or(severity = 'error') then 'refused' else 'flagged' end as validity
from findings
group by sha256
