select
    findings.severity,
    findings.rule,
    findings.year,
    findings.indicator_code,
    findings.message_zh,
    findings.message_en,
    findings.figure_id
from audit.findings as findings
left join marts.dim_report as reports on findings.sha256 = reports.sha256
where
    (cast(asked_region as varchar) in (findings.region_code, reports.region_name, reports.publisher_key))
    and (asked_year is null or findings.year = asked_year)
order by findings.severity, findings.year, findings.rule, findings.finding_id
