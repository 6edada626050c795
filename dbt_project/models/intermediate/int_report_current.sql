with

documents as (

    select * from {{ ref('stg_documents') }}

),

latest_regions as (

    select *
    from {{ ref('stg_regions') }}
    qualify row_number() over (partition by region_code order by valid_from desc) = 1

),

succession as (

    select * from {{ ref('region_succession') }}
    where current_code is not null

),

reporting as (

    select
        documents.sha256,
        documents.text_hash,
        -- A place that goes on under another code is one publisher: 罗江县 became 罗江区.
        coalesce(succession.current_code, documents.region_code) as region_code,
        documents.region_name,
        documents.issuer,
        documents.level,
        documents.report_year,
        documents.published_on,
        documents.fetched_at,
        documents.is_current as is_latest_vintage,
        {{ speaks_for_government('documents.level', 'latest_regions.level') }} as is_government
    from documents
    left join latest_regions on documents.region_code = latest_regions.region_code
    left join succession on documents.region_code = succession.old_code

),

published as (

    select
        *,
        {{ publisher_key(
            'is_government', 'region_code', 'level',
            'coalesce(region_name, issuer, sha256)', 'coalesce(issuer, region_name, sha256)'
        ) }} as publisher_key
    from reporting

),

-- The same words at several addresses are one report: the one published first stands for it, at whosever address.
led as (

    select
        *,
        first_value(sha256) over (
            partition by text_hash, report_year
            order by is_latest_vintage desc, published_on asc nulls last, fetched_at asc, sha256 asc
        ) as leader
    from published

),

ranked as (

    select
        *,
        row_number() over (
            partition by publisher_key, report_year, is_latest_vintage, sha256 = leader
            order by published_on desc nulls last, fetched_at desc, sha256 desc
        ) as position
    from led

),

final as (

    select
        sha256,
        publisher_key,
        is_government,
        report_year,
        is_latest_vintage,
        nullif(leader, sha256) as copy_of,
        -- Reports without a year cannot be versions of each other.
        is_latest_vintage and leader = sha256 and (position = 1 or report_year is null) as is_current
    from ranked

)

select * from final
