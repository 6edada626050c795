with

publishers as (

    select
        publisher_key,
        unnest(publisher_ids) as publisher_id
    from {{ ref('int_publisher_known') }}

),

known_addresses as (

    select * from {{ ref('stg_known_addresses') }}

),

asked as (

    select distinct address
    from {{ ref('stg_fetches') }}

),

reports as (

    select
        unnest(documents.addresses) as address,
        published.publisher_key,
        published.report_year,
        documents.is_current,
        documents.fetched_at,
        documents.sha256
    from {{ ref('stg_documents') }} as documents
    left join {{ ref('int_report_current') }} as published on documents.sha256 = published.sha256

),

read_documents as (

    select
        address,
        arg_max(publisher_key, (is_current, fetched_at, sha256)) as publisher_key,
        arg_max(report_year, (is_current, fetched_at, sha256)) as report_year
    from reports
    group by address

),

followed as (

    -- What a listing shows is by its head whose it is; only who the catalogue says reports there can be mistaken.
    select
        coalesce(
            case when known_addresses.known_from = 'listing' then read_documents.publisher_key end,
            publishers.publisher_key
        ) as publisher_key,
        coalesce(
            case when known_addresses.known_from = 'listing' then read_documents.report_year end,
            known_addresses.report_year
        ) as report_year,
        known_addresses.address,
        known_addresses.published_on,
        known_addresses.obstacle,
        case
            when read_documents.address is not null then 'read'
            when asked.address is not null then 'not_read'
            else 'not_fetched'
        end as state
    from known_addresses
    inner join publishers on known_addresses.publisher_id = publishers.publisher_id
    left join asked on known_addresses.address = asked.address
    left join read_documents on known_addresses.address = read_documents.address

)

select
    publisher_key,
    report_year,
    case
        when bool_or(state = 'read') then 'read'
        when bool_or(state = 'not_read') then 'not_read'
        else 'not_fetched'
    end as state,
    arg_min(address, (state <> 'read', state <> 'not_read', address)) as address,
    arg_min(coalesce(obstacle, ''), (state <> 'read', state <> 'not_read', address)) as obstacle,
    min(published_on) as published_on,
    count(*) as address_count
from followed
group by publisher_key, report_year
