select
    found.score,
    found.words,
    found.region_name,
    found.report_year,
    found.quote,
    found."start",
    found.report_address,
    found.sha256
from main.search($words, n := $count) as found
