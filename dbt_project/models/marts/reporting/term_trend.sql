with

terms as (

    select * from {{ ref('stg_terms') }}

),

all_pairs as (

    select * from {{ ref('int_report_pair') }}
    where {{ is_rebuilt('report_year') }}

),

-- A report that is of another year or place than it says tells nothing of this one.
pairs as (

    select * from all_pairs
    where coalesce(validity, 'valid') <> 'refused'

),

refused as (

    select
        report_year,
        level,
        count(*) as left_out_count
    from all_pairs
    where validity = 'refused'
    group by report_year, level

),

panels as (

    select
        report_year,
        level,
        count(*) as panel_count
    from pairs
    group by report_year, level

),

said as (

    select
        pairs.report_year,
        pairs.level,
        terms.term,
        count(*) as reports,
        sum(terms.occurrences) as occurrences
    from pairs
    inner join terms on pairs.sha256 = terms.sha256
    group by pairs.report_year, pairs.level, terms.term

),

said_before as (

    select
        pairs.report_year,
        pairs.level,
        terms.term,
        count(*) as reports,
        sum(terms.occurrences) as occurrences
    from pairs
    inner join terms on pairs.prior_sha256 = terms.sha256
    group by pairs.report_year, pairs.level, terms.term

),

compared as (

    select
        coalesce(said.report_year, said_before.report_year) as report_year,
        coalesce(said.level, said_before.level) as level,
        coalesce(said.term, said_before.term) as term,
        coalesce(said.reports, 0) as reports,
        coalesce(said_before.reports, 0) as prior_reports,
        cast(coalesce(said.occurrences, 0) as bigint) as occurrences,
        cast(coalesce(said_before.occurrences, 0) as bigint) as prior_occurrences
    from said
    full outer join said_before
        on
            said.report_year = said_before.report_year
            and said.level is not distinct from said_before.level
            and said.term = said_before.term

),

final as (

    select
        compared.report_year,
        compared.level,
        compared.term,
        panels.panel_count,
        coalesce(refused.left_out_count, 0) as left_out_count,
        compared.reports,
        compared.prior_reports,
        compared.occurrences,
        compared.prior_occurrences,
        cast(round(100.0 * compared.reports / panels.panel_count, 2) as decimal(5, 2)) as report_pct,
        cast(round(100.0 * compared.prior_reports / panels.panel_count, 2) as decimal(5, 2)) as prior_report_pct,
        case
            when compared.prior_reports = 0 then 'new'
            when compared.reports = 0 then 'vanished'
            else 'kept'
        end as term_status
    from compared
    inner join panels
        on
            compared.report_year = panels.report_year
            and compared.level is not distinct from panels.level
    left join refused
        on
            compared.report_year = refused.report_year
            and compared.level is not distinct from refused.level

)

select * from final
