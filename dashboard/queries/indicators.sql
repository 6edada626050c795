select
    indicators.indicator_code,
    indicators.domain,
    indicators.name_zh,
    indicators.name_en,
    indicators.definition,
    count(*) as value_count
from marts.fct_indicator as facts
inner join marts.dim_indicator as indicators on facts.indicator_code = indicators.indicator_code
group by all
order by indicators.domain, indicators.indicator_code
