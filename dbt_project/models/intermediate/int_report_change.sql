{% set built_before = report_built() %}
with

state as (

    select * from {{ ref('int_report_state') }}

),

built as (

    {% if built_before %}
        select * from {{ built_before }}
    {% else %}
        select * from state
        where false
    {% endif %}

),

unchanged as (

    select state.sha256
    from state
    inner join built
        on
            state.sha256 = built.sha256
            and state.state = built.state

),

-- As they are and as they were: what is gone, or was filed elsewhere, leaves rows behind.
sides as (

    select
        sha256,
        publisher_key,
        report_year
    from state

    union

    select
        sha256,
        publisher_key,
        report_year
    from built

),

compared as (

    select
        sides.*,
        unchanged.sha256 is null as is_changed
    from sides
    left join unchanged on sides.sha256 = unchanged.sha256

),

-- What is said of a report's year beside the year before depends on both reports, and on all versions of one.
followers as (

    select distinct
        publisher_key,
        unnest([report_year, report_year + 1]) as report_year
    from compared
    where is_changed

),

final as (

    select
        compared.sha256,
        compared.publisher_key,
        compared.report_year,
        compared.is_changed or followers.publisher_key is not null as is_rebuilt
    from compared
    left join followers
        on
            compared.publisher_key = followers.publisher_key
            and compared.report_year = followers.report_year

)

select * from final
