select
    (
        select count(*) from marts.dim_report
        where is_current
    ) as reports,
    (
        select count(distinct publisher_key) from marts.dim_report
        where is_current
    ) as publishers,
    (
        select min(report_year) from marts.dim_report
        where is_current
    ) as first_year,
    (
        select max(report_year) from marts.dim_report
        where is_current
    ) as last_year,
    (
        select max(published_on) from marts.dim_report
        where is_current
    ) as newest_report,
    (
        select sum(figure_count)::bigint from marts.dim_report
        where is_current
    ) as figures,
    (
        select count(indicator_code) from marts.fct_figure
        where is_current
    ) as matched_figures,
    (select count(value) from marts.fct_indicator) as indicator_values,
    (select count(*) from audit.findings) as findings,
    (
        select count(*) from audit.findings
        where severity <> 'note'
    ) as grave_findings
