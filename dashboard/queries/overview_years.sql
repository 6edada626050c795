-- Punctuality is that of reports that are here; what is known of the others is another question.
select
    report_year,
    status,
    count(*) as publishers
from marts.report_timeliness
where is_government and sha256 is not null
group by all
order by all
