select
    term,
    occurrences,
    prior_occurrences,
    yoy_change,
    term_status
from marts.term_yoy
where publisher_key = $publisher and report_year = $year and length(term) > 1
order by abs(yoy_change) desc, term asc
limit 60
