with

reports as (

    select
        publisher_key,
        region_code,
        region_name,
        level,
        report_year,
        validity,
        sha256
    from {{ ref('dim_report') }}
    where is_current and report_year is not null

),

final as (

    select
        now.* exclude (validity),
        {{ joint_validity('now.validity', 'before.validity') }} as validity,
        before.sha256 as prior_sha256
    from reports as now
    inner join reports as before
        on
            now.publisher_key = before.publisher_key
            and now.report_year = before.report_year + 1

)

select * from final
