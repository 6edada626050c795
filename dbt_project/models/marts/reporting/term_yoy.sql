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

final as (

    select
        compared.publisher_key,
        compared.region_code,
        compared.region_name,
        compared.level,
        compared.report_year,
        compared.term,
        compared.occurrences,
        compared.prior_occurrences,
        compared.occurrences - compared.prior_occurrences as yoy_change,
        cast(round(1000.0 * compared.occurrences / totals.words, 4) as decimal(9, 4)) as per_thousand,
        cast(round(1000.0 * compared.prior_occurrences / prior_totals.words, 4) as decimal(9, 4)) as prior_per_thousand,
        case
            when compared.prior_occurrences = 0 then 'new'
            when compared.occurrences = 0 then 'vanished'
            else 'kept'
        end as term_status,
        compared.sha256,
        compared.prior_sha256
    from compared
    inner join totals on compared.sha256 = totals.sha256
    inner join totals as prior_totals on compared.prior_sha256 = prior_totals.sha256

)

select * from final
