select
    figures.figure_id,
    figures."start",
    figures."end",
    figures.raw,
    figures.value,
    figures.printed_value,
    figures."precision",
    figures.unit,
    figures.bound,
    figures.measure,
    figures.scope,
    figures.year,
    figures.indicator_code,
    indicators.domain,
    indicators.name_zh,
    indicators.name_en,
    figures.section_heading,
    figures.is_plan,
    figures.validity,
    figures.correction,
    figures.correction_reason,
    figures.rules,
    figures.quote,
    figures.sha256
from marts.fct_figure as figures
left join marts.dim_indicator as indicators on figures.indicator_code = indicators.indicator_code
where figures.sha256 = $sha256
order by figures."start", figures."end", figures.figure_id
