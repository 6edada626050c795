with

reports as (

    select * from {{ ref('int_report_current') }}
    where is_current and report_year is not null and {{ is_rebuilt('sha256') }}

),

documents as (

    select
        sha256,
        published_on,
        text
    from {{ ref('stg_documents') }}

),

sentences as (

    select
        reports.sha256,
        reports.publisher_key,
        reports.report_year,
        documents.published_on,
        unnest(regexp_split_to_array(documents.text, '[。！？；\n]')) as sentence
    from reports
    inner join documents on reports.sha256 = documents.sha256

),

-- Numbers, years and marks are what changes in a sentence that is taken over.
plain as materialized (

    select
        * exclude (sentence),
        regexp_replace(sentence, '[\p{P}\p{S}\p{N}\s]+', '', 'g') as words
    from sentences

)

select distinct
    sha256,
    publisher_key,
    report_year,
    published_on,
    hash(words) as sentence_hash
from plain
-- Shorter ones are headings and turns of phrase.
where length(words) >= 15
