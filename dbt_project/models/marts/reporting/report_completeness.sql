with

reports as (

    select * from {{ ref('dim_report') }}
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
    where rank > 0

),

timeliness as (

    select * from {{ ref('report_timeliness') }}

),

coverage as (

    select * from {{ ref('report_coverage') }}

),

chosen as (

    select * from {{ ref('fct_indicator') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

-- The first heading that names the part.
headed as (

    select
        sha256,
        min(section_id) filter (
            where not is_plan and rank = 1 and not regexp_matches(heading, '问题|不足|短板|打算|安排|计划|第一责任人')
        ) as results_section_id,
        min(section_id) filter (where {{ heads_problems('heading') }}) as problems_section_id,
        min(section_id) filter (
            where regexp_matches(heading, '第一责任|主要负责人|党政主要负责同志')
        ) as first_responsible_section_id,
        min(section_id) filter (where is_plan) as plan_section_id
    from sections
    group by sha256

),

-- The same told in a sentence, under another heading.
told as (

    select
        sha256,
        -- 落实党政主要负责人履职清单; not 61名党政主要负责人提交述法报告, which is said of others.
        instr(
            text,
            nullif(
                regexp_extract(text, '第一责任人|党政主要(?:负责人|负责同志|领导)[^，。；\n]{0,6}(?:履职|履行|职责)'), ''
            )
        ) - 1 as first_responsible_start,
        -- 主要原因是…, 上述问题的原因，主要是…; not 分析原因，督促整改.
        regexp_matches(
            text,
            '原因[，,]?(?:主要|还|也|一|就)?(?:是|在于|有|为|包括|[：:])|(?:主要|究其|深层次|存在问题的|问题产生的)原因|是由于|根源(?:是|在于)'
        ) as has_causes,
        -- 工作中还存在一些短板和不足, 与上级要求仍有差距; not 针对存在问题提出整改意见.
        regexp_matches(
            text,
            '(?:还|仍|仍然|依然|尚|主要)存在[^，。；\n]{0,10}(?:问题|不足|短板|差距|薄弱)'
            || '|存在(?:一些|一定|不少|以下|如下)[^，。；\n]{0,6}(?:问题|不足|短板|差距|薄弱)'
            || '|(?:还|仍)有[^，。；\n]{0,8}(?:问题|不足|短板|差距|薄弱)'
            || '|(?:问题|不足|短板|差距)(?:仍然|依然|还|也)[^，。；\n]{0,2}(?:存在|突出|明显)'
        ) as has_problem_words,
        regexp_matches(text, '下一步|下一年|明年[，我全将要]') as has_plan_words
    from documents

),

zeros as (

    select
        chosen.sha256,
        indicators.domain,
        bool_and(chosen.value = 0) as is_all_zero
    from chosen
    inner join indicators on chosen.indicator_code = indicators.indicator_code
    where chosen.told_by is distinct from 'next_report' and chosen.value is not null
    group by chosen.sha256, indicators.domain

),

domains as (

    select
        coverage.sha256,
        list(coverage.domain order by coverage.domain) filter (
            where coverage.indicators_given > 0 and not zeros.is_all_zero
        ) as domains_with_numbers,
        list(coverage.domain order by coverage.domain) filter (where zeros.is_all_zero) as domains_told_as_zero,
        list(coverage.domain order by coverage.domain) filter (where coverage.indicators_given = 0) as domains_silent
    from coverage
    left join zeros
        on
            coverage.sha256 = zeros.sha256
            and coverage.domain = zeros.domain
    group by coverage.sha256

),

final as (

    select
        reports.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        reports.report_year,
        headed.results_section_id is not null as has_results,
        headed.problems_section_id is not null or coalesce(told.has_problem_words, false) as has_problems,
        coalesce(told.has_causes, false) as has_causes,
        headed.first_responsible_section_id is not null or told.first_responsible_start is not null
            as has_first_responsible,
        headed.plan_section_id is not null or coalesce(told.has_plan_words, false) as has_plan,
        cast(
            cast(has_results as integer) + cast(has_problems as integer) + cast(has_first_responsible as integer)
            + cast(has_plan as integer) as integer
        ) as parts_told,
        headed.results_section_id,
        headed.problems_section_id,
        headed.first_responsible_section_id,
        cast(told.first_responsible_start as integer) as first_responsible_start,
        headed.plan_section_id,
        timeliness.status as timeliness,
        coalesce(domains.domains_with_numbers, []) as domains_with_numbers,
        coalesce(domains.domains_told_as_zero, []) as domains_told_as_zero,
        coalesce(domains.domains_silent, []) as domains_silent,
        reports.validity,
        reports.address as report_address,
        reports.sha256
    from reports
    inner join told on reports.sha256 = told.sha256
    left join headed on reports.sha256 = headed.sha256
    left join domains on reports.sha256 = domains.sha256
    left join timeliness
        on
            reports.publisher_key = timeliness.publisher_key
            and reports.report_year = timeliness.report_year

)

select * from final
