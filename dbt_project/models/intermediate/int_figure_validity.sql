with

findings as (

    select * from {{ ref('stg_figure_findings') }}

),

figures as (

    select * from {{ ref('stg_corrected_figures') }}

),

corrections as (

    select * from figures
    where correction in ('drop', 'flag')

),

judged as (

    select
        figure_id,
        severity
    from findings
    -- A finding on a pair is filed under the figure that breaks the rule; the other one is only its witness.
    where figure_id is not null

    union all

    -- A report that is of another year or place than it says: none of its figures can be used.
    select
        figures.figure_id,
        findings.severity
    from findings
    inner join figures on findings.sha256 = figures.sha256
    where findings.subject = 'report' and findings.severity = 'error'

    union all

    select
        figure_id,
        case correction when 'drop' then 'error' else 'warn' end as severity
    from corrections

),

final as (

    select
        figure_id,
        case
            when bool_or(severity = 'error') then 'refused'
            when bool_or(severity = 'warn') then 'flagged'
            else 'valid'
        end as validity
    from judged
    group by figure_id

)

select * from final
