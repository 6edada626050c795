select
    object,
    deed,
    unit,
    publisher_count,
    statement_count,
    first_year,
    last_year,
    median_value,
    example_quote
from marts.uncoded_statement
order by publisher_count desc, statement_count desc, object asc, deed asc, unit asc
