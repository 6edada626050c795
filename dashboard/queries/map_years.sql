select
    year,
    level,
    count(*) as value_count
from marts.indicator_yoy
where indicator_code = $indicator and publisher_kind = 'government'
group by year, level
order by year, level
