select
    figures.raw,
    figures.quote,
    figures.section_heading,
    figures.region_name,
    figures.report_year,
    reports.title,
    reports.published_on,
    reports.address,
    figures.sha256
from marts.fct_figure as figures
inner join marts.dim_report as reports on figures.sha256 = reports.sha256
where figures.figure_id = $figure
