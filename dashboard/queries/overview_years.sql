select
    report_year,
    case when sha256 is null then 'missing' else status end as status,
    count(*) as publishers
from marts.report_timeliness
where is_government
group by all
order by all
