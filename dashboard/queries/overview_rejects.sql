select
    stage,
    reason,
    count(*) as documents,
    min(message) as example
from raw.rejects
group by stage, reason
order by documents desc, stage asc, reason asc
