select
    publisher_key,
    count(*) as year_count,
    max(year) as last_year
from marts.indicator_yoy
where indicator_code = $indicator
group by publisher_key
order by year_count desc, last_year desc, publisher_key asc
