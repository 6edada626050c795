select
    findings.severity,
    findings.rule,
    reports.region_name,
    findings.year,
    findings.indicator_code,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    figures.quote,
    figures.raw,
    findings.observed,
    findings.message_zh,
    findings.message_en,
    findings.figure_id,
    reports.publisher_key,
    findings.sha256
from audit.findings as findings
left join marts.dim_report as reports on findings.sha256 = reports.sha256
left join marts.fct_figure as figures on findings.figure_id = figures.figure_id
left join marts.dim_indicator as indicators on findings.indicator_code = indicators.indicator_code
where
    ($severity is null or findings.severity = $severity)
    and ($rule is null or findings.rule = $rule)
    and ($year is null or findings.year = $year)
    and ($region is null or contains(reports.region_name, $region) or starts_with(findings.region_code, $region))
order by
    case findings.severity when 'error' then 0 when 'warn' then 1 else 2 end,
    findings.year desc,
    findings.rule asc,
    findings.finding_id asc
limit 500
