select year
from marts.indicator_yoy
where publisher_key in ($one, $other)
group by year
having count(distinct publisher_key) = 2 or $one = $other
order by year desc
