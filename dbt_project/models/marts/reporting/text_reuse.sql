with

sentences as (

    select * from {{ ref('int_sentence_said') }}

),

reports as (

    select * from {{ ref('dim_report') }}

),

publishers as (

    select
        sentence_hash,
        count(distinct publisher_key) as publisher_count,
        arg_min(publisher_key, (report_year, published_on, sha256)) as first_publisher_key,
        min(report_year) as first_year
    from sentences
    group by sentence_hash

),

compared as (

    select
        sentences.sha256,
        sentences.publisher_key,
        sentences.report_year,
        kept.sentence_hash is not null as is_kept,
        -- Said by somebody else in an earlier year, or in the same one.
        publishers.publisher_count > 1
        and (publishers.first_publisher_key <> sentences.publisher_key or publishers.first_year = sentences.report_year)
            as is_shared,
        publishers.publisher_count - 1 as other_publishers,
        case
            when publishers.first_publisher_key <> sentences.publisher_key then publishers.first_publisher_key
        end as taken_from
    from sentences
    inner join publishers on sentences.sentence_hash = publishers.sentence_hash
    left join sentences as kept
        on
            sentences.sentence_hash = kept.sentence_hash
            and sentences.publisher_key = kept.publisher_key
            and sentences.report_year = kept.report_year + 1

),

counted as (

    select
        sha256,
        any_value(publisher_key) as publisher_key,
        any_value(report_year) as report_year,
        count(*) as sentence_count,
        count(*) filter (where not is_kept and not is_shared) as new_count,
        count(*) filter (where is_kept) as kept_count,
        count(*) filter (where is_shared and not is_kept) as shared_count,
        max(other_publishers) as widest_sharing,
        mode(taken_from order by taken_from) filter (where is_shared) as most_from_publisher_key,
        count(taken_from) as taken_count
    from compared
    group by sha256

),

final as (

    select
        counted.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        counted.report_year,
        counted.sentence_count,
        counted.new_count,
        counted.kept_count,
        counted.shared_count,
        cast(
            round(100.0 * (counted.kept_count + counted.shared_count) / counted.sentence_count, 2) as decimal(5, 2)
        ) as boilerplate_pct,
        counted.widest_sharing,
        counted.taken_count,
        counted.most_from_publisher_key,
        reports.validity,
        reports.address as report_address,
        counted.sha256
    from counted
    inner join reports on counted.sha256 = reports.sha256

)

select * from final
