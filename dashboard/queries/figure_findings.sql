select
    severity,
    rule,
    figure_id,
    message_zh,
    message_en
from audit.findings
where figure_id = $figure or related_figure_id = $figure or list_contains(evidence, $figure)
order by severity, rule, finding_id
