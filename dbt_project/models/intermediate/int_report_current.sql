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

named as (

    -- Names without what stands around them: 肥西县市场监管局（县知识产权局）.
    select
        sha256,
        report_year,
        trim(regexp_replace(split_part(issuer, ';', 1), '[（(][^）)]*[）)]$', '')) as organ
    from documents
    where level = 'department'

),

organs as (

    select
        named.sha256,
        {{ organ_of_alias() }} as organ_name
    from named
    inner join {{ ref('organ_kinds') }} as organ_kinds
        on
            ends_with(named.organ, organ_kinds.alias)
            and coalesce(named.report_year <= organ_kinds.until_year, true)
    group by named.sha256

),

reporting as (

    select
        documents.sha256,
        documents.text_hash,
        case
            when regexp_matches(documents.title, '征求意见|草案|草稿|送审|讨论稿|初稿|代拟稿|未定稿') then 'draft'
            when regexp_matches(documents.title, '摘要|节选|摘编|简版|简本|图解|解读') then 'excerpt'
            when regexp_matches(documents.title, '转发|转载') then 'repost'
            else 'report'
        end as version_kind,
        -- A place that goes on under another code is one publisher: 罗江县 became 罗江区.
        coalesce(succession.current_code, documents.region_code) as region_code,
        documents.region_name,
        documents.issuer,
        organs.organ_name,
        documents.level,
        documents.report_year,
        documents.published_on,
        documents.fetched_at,
        documents.is_current as is_latest_vintage,
        {{ speaks_for_government('documents.level', 'latest_regions.level') }} as is_government
    from documents
    left join latest_regions on documents.region_code = latest_regions.region_code
    left join succession on documents.region_code = succession.old_code
    left join organs on documents.sha256 = organs.sha256

),

published as (

    select
        *,
        {{ publisher_key(
            'is_government', 'region_code', 'level',
            'coalesce(region_name, issuer, sha256)', 'coalesce(organ_name, issuer, region_name, sha256)'
        ) }} as publisher_key,
        {{ publisher_kind('is_government', 'level', 'organ_name') }} as publisher_kind
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
            -- The report itself before excerpts and re-posts of it, a draft last.
            order by
                version_kind <> 'report',
                version_kind = 'draft',
                published_on desc nulls last,
                fetched_at desc,
                sha256 desc
        ) as position
    from led

),

final as (

    select
        sha256,
        publisher_key,
        publisher_kind,
        is_government,
        report_year,
        is_latest_vintage,
        nullif(leader, sha256) as copy_of,
        case when leader = sha256 then version_kind else 'copy' end as version_kind,
        position as version_position,
        -- What another version of the year prints and the current one does not is told by it; what a draft said is not.
        is_latest_vintage
        and leader = sha256
        and report_year is not null
        and (position = 1 or version_kind <> 'draft') as is_told,
        -- Reports without a year cannot be versions of each other.
        is_latest_vintage and leader = sha256 and (position = 1 or report_year is null) as is_current
    from ranked

)

select * from final
