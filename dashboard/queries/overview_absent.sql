select
    report_year,
    status,
    count(*) as publishers
from marts.report_timeliness
where is_government and sha256 is null
group by all
order by all
