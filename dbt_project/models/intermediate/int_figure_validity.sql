with

findings as (

    select * from {{ ref('stg_figure_findings') }}

),

final as (

    select
        figure_id,
        case
            when bool_or(severity = 'error') then 'refused'
            when bool_or(severity = 'warn') then 'flagged'
            else 'valid'
        end as validity
    from findings
    -- A finding on a pair is filed under the figure that breaks the rule; the other one is only its witness.
    where figure_id is not null
    group by figure_id

)

select * from final
