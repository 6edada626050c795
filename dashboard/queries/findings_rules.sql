select
    rule,
    severity,
    count(*) as findings
from audit.findings
where
    ($severity is null or severity = $severity)
    and ($year is null or year = $year)
group by rule, severity
order by findings desc, rule asc
