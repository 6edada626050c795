with

problems as (

    select
        * exclude (words),
        words as problem
    from {{ ref('int_item_said') }}
    where kind = 'problem'

),

promises as (

    select
        sha256,
        words as promise,
        bigrams
    from {{ ref('int_item_said') }}
    where kind = 'promise'

),

reports as (

    select * from {{ ref('dim_report') }}

),

domain_words as (

    select * from {{ ref('domain_words') }}

),

-- The domain whose word stands first; of two that begin there, the longer one.
placed as (

    select
        problems.sha256,
        problems."start",
        arg_min(
            domain_words.domain,
            (instr(problems.problem, domain_words.word), -length(domain_words.word), domain_words.domain)
        ) as domain
    from problems
    inner join domain_words on contains(problems.problem, domain_words.word)
    group by problems.sha256, problems."start"

),

before as (

    select
        now.sha256,
        now."start",
        max(
            len(list_intersect(now.bigrams, earlier.bigrams))::double
            / greatest(len(list_distinct(list_concat(now.bigrams, earlier.bigrams))), 1)
        ) as similarity,
        arg_max(
            earlier.problem,
            (
                len(list_intersect(now.bigrams, earlier.bigrams))::double
                / greatest(len(list_distinct(list_concat(now.bigrams, earlier.bigrams))), 1),
                earlier.sha256,
                earlier."start"
            )
        ) as prior_problem
    from problems as now
    inner join problems as earlier
        on
            now.publisher_key = earlier.publisher_key
            and now.report_year = earlier.report_year + 1
    group by now.sha256, now."start"

),

-- A promise is longer than the lack that it answers: what counts is how much of the lack it takes up.
answers as (

    select
        problems.sha256,
        problems."start",
        max(
            len(list_intersect(problems.bigrams, promises.bigrams))::double / greatest(len(problems.bigrams), 1)
        ) as overlap,
        arg_max(
            promises.promise,
            (
                len(list_intersect(problems.bigrams, promises.bigrams))::double / greatest(len(problems.bigrams), 1),
                promises.promise
            )
        ) as promise
    from problems
    inner join promises on problems.sha256 = promises.sha256
    group by problems.sha256, problems."start"

),

final as (

    select
        problems.publisher_key,
        reports.region_code,
        reports.region_name,
        reports.level,
        problems.report_year,
        row_number() over (partition by problems.sha256 order by problems."start") as ordinal,
        problems.problem,
        problems.is_numbered,
        placed.domain,
        case
            when prior_reports.sha256 is null then 'no_prior_report'
            when before.similarity >= {{ var('same_words') }} then 'told_before'
            else 'new'
        end as recurrence,
        round(before.similarity, 3)::double as prior_similarity,
        case when before.similarity >= {{ var('same_words') }} then before.prior_problem end as prior_problem,
        case when answers.overlap >= {{ var('answering_words') }} then answers.promise end as promise,
        round(answers.overlap, 3)::double as promise_overlap,
        problems.section_id,
        problems."start",
        problems."end",
        reports.validity,
        reports.address as report_address,
        problems.sha256
    from problems
    inner join reports on problems.sha256 = reports.sha256
    left join reports as prior_reports
        on
            problems.publisher_key = prior_reports.publisher_key
            and problems.report_year = prior_reports.report_year + 1
            and prior_reports.is_current
    left join placed
        on
            problems.sha256 = placed.sha256
            and problems."start" = placed."start"
    left join before
        on
            problems.sha256 = before.sha256
            and problems."start" = before."start"
    left join answers
        on
            problems.sha256 = answers.sha256
            and problems."start" = answers."start"

)

select * from final
