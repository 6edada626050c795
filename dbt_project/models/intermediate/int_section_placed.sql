with recursive

sections as (

    select * from {{ ref('stg_sections') }}

),

inherited as (

    select
        section_id,
        heading,
        domain,
        is_plan
    from sections
    where parent_section_id is null

    union all

    select
        sections.section_id,
        sections.heading,
        coalesce(sections.domain, inherited.domain) as domain,
        sections.is_plan or inherited.is_plan as is_plan
    from sections
    inner join inherited on sections.parent_section_id = inherited.section_id

),

final as (

    select
        section_id,
        heading,
        domain,
        is_plan
    from inherited

)

select * from final
