select
    findings.severity,
    findings.rule,
    findings.year,
    findings.indicator_code,
    findings.observed,
    findings.message_zh,
    findings.message_en,
    findings.figure_id,
    findings.sha256
from audit.findings as findings
inner join marts.dim_report as reports on findings.sha256 = reports.sha256
where reports.publisher_key = $publisher and reports.report_year = $year
order by findings.severity, findings.rule, findings.finding_id
