-- A view: as a table it would be larger than all other marts together. A filter on publisher or report reaches the
-- stored terms through it.
with

terms as (

    select * from {{ ref('stg_terms') }}

),

pairs as (

    select * from {{ ref('int_report_pair') }}

),

totals as (

    select
        sha256,
        sum(occurrences) as words
    from terms
    group by sha256

),

years as (

    select
        *,
        sum(occurrences) over (partition by report_year) as words
    from {{ ref('int_term_year') }}

),

said as (

    select
        pairs.*,
        terms.term,
        terms.occurrences,
        coalesce(before.occurrences, 0) as prior_occurrences
    from pairs
    inner join terms on pairs.sha256 = terms.sha256
    left join terms as before
        on
            pairs.prior_sha256 = before.sha256
            and terms.term = before.term

),

no_longer_said as (

    select
        pairs.*,
        terms.term,
        0 as occurrences,
        terms.occurrences as prior_occurrences
    from pairs
    inner join terms on pairs.prior_sha256 = terms.sha256
    left join terms as later
        on
            pairs.sha256 = later.sha256
            and terms.term = later.term
    where later.term is null

),

compared as (

    select * from said
    union all
    select * from no_longer_said

),

-- How much more a report says a term than the other reports of its year do: the log-odds, with the year's own shares as
-- a prior as heavy as a hundred words, over its standard error (Monroe, Colaresi and Quinn 2008).
weighed as (

    select
        compared.*,
        totals.words,
        prior_totals.words as prior_words,
        years.occurrences - compared.occurrences as others,
        years.words - totals.words as other_words,
        100.0 * years.occurrences / years.words as share
    from compared
    inner join totals on compared.sha256 = totals.sha256
    inner join totals as prior_totals on compared.prior_sha256 = prior_totals.sha256
    left join years
        on
            compared.report_year = years.report_year
            and compared.term = years.term
            and compared.occurrences > 0

),

final as (

    select
        weighed.publisher_key,
        weighed.region_code,
        weighed.region_name,
        weighed.level,
        weighed.report_year,
        weighed.term,
        weighed.occurrences,
        weighed.prior_occurrences,
        weighed.occurrences - weighed.prior_occurrences as yoy_change,
        cast(round(1000.0 * weighed.occurrences / weighed.words, 4) as decimal(9, 4)) as per_thousand,
        cast(round(1000.0 * weighed.prior_occurrences / weighed.prior_words, 4) as decimal(9, 4)) as prior_per_thousand,
        case
            when weighed.prior_occurrences = 0 then 'new'
            when weighed.occurrences = 0 then 'vanished'
            else 'kept'
        end as term_status,
        case
            when weighed.other_words > 0
                then cast(
                        round(
                            (
                                ln(
                                    (weighed.occurrences + weighed.share)
                                    / (weighed.words + 100 - weighed.occurrences - weighed.share)
                                )
                                - ln(
                                    (weighed.others + weighed.share)
                                    / (weighed.other_words + 100 - weighed.others - weighed.share)
                                )
                            )
                            / sqrt(1 / (weighed.occurrences + weighed.share) + 1 / (weighed.others + weighed.share)),
                            3
                        ) as double
                    )
        end as distinctiveness,
        weighed.validity,
        weighed.sha256,
        weighed.prior_sha256
    from weighed

)

select * from final
