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

read_documents as (

    select distinct unnest(addresses) as address
    from {{ ref('stg_documents') }}

),

followed as (

    select
        publishers.publisher_key,
        known_addresses.report_year,
        known_addresses.address,
        known_addresses.published_on,
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
    min(published_on) as published_on,
    count(*) as address_count
from followed
group by publisher_key, report_year
