select
    indicators.domain,
    compared.*
from main.compare($one, $other, $year) as compared
left join marts.dim_indicator as indicators on compared.indicator_code = indicators.indicator_code
where compared.indicator_code is not null
order by indicators.domain, compared.indicator_code
