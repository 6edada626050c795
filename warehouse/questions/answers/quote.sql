select
    figures.figure_id,
    figures.region_name,
    figures.report_year,
    reports.title,
    figures.section_heading,
    figures.quote,
    figures.raw,
    figures.value,
    figures.unit,
    figures.bound,
    figures.measure,
    figures.scope,
    figures.indicator_code,
    figures.year,
    figures.validity,
    figures.correction_reason,
    figures."start",
    figures."end",
    figures.report_address
from marts.fct_figure as figures
inner join marts.dim_report as reports on figures.sha256 = reports.sha256
where figures.figure_id = asked_figure
