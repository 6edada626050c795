select
    indicators.domain,
    compared.indicator_code,
    compared.name_zh,
    compared.name_en,
    compared.one_value,
    compared.other_value,
    compared.unit,
    compared.difference,
    compared.one_per_100k,
    compared.other_per_100k,
    compared.one_yoy_pct,
    compared.other_yoy_pct,
    compared.one_doubts,
    compared.other_doubts,
    compared.one_figure_id,
    compared.other_figure_id
from main.compare($one, $other, $year) as compared
left join marts.dim_indicator as indicators on compared.indicator_code = indicators.indicator_code
where compared.indicator_code is not null
order by indicators.domain, compared.indicator_code
