with

reports as (

    select * from {{ ref('int_report_current') }}
    where is_current and report_year is not null

),

documents as (

    select
        sha256,
        text
    from {{ ref('stg_documents') }}

),

sections as (

    select * from {{ ref('stg_sections') }}
    where
        regexp_matches(heading, '打算|安排|计划|下一步|下步|思路|工作重点')
        and not regexp_matches(heading, '问题|不足|短板|薄弱|差距')

),

said as (

    select
        reports.sha256,
        unnest(
            regexp_split_to_array(
                substring(documents.text, sections."start" + 1, sections."end" - sections."start"), '[。；\n]'
            )
        ) as promise
    from sections
    inner join reports on sections.sha256 = reports.sha256
    inner join documents on sections.sha256 = documents.sha256

)

select distinct
    sha256,
    trim(promise) as promise,
    {{ bigrams('promise') }} as bigrams
from said
where length(trim(promise)) >= 8
