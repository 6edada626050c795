-- Words said by more or by fewer reports than the year before; of one publisher: said more or less often.
with terms as (
    select
        level,
        report_year as year,
        term,
        reports,
        prior_reports,
        panel_count,
        occurrences,
        prior_occurrences,
        occurrences - prior_occurrences as yoy_change,
        abs(report_pct - prior_report_pct) as moved,
        term_status,
        null as publisher_key,
        null as sha256
    from marts.term_trend
    where $publisher is null
    union all
    select
        null as level,
        report_year as year,
        term,
        null as reports,
        null as prior_reports,
        null as panel_count,
        occurrences,
        prior_occurrences,
        yoy_change,
        abs(yoy_change) as moved,
        term_status,
        publisher_key,
        sha256
    from marts.term_yoy
    where publisher_key = $publisher
)

select * exclude (moved)
from terms
where
    length(term) > 1
    and ($year is null or year = $year)
    and ($level is null or coalesce(level, $level) = $level)
    and ($state is null or term_status = $state)
    and ($words is null or contains(term, $words))
order by moved desc, abs(yoy_change) desc, year desc, term asc
limit $most
