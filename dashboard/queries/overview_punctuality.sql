select
    count_if(sha256 is not null) as here,
    count_if(status = 'in_time') as in_time,
    count_if(status = 'late') as late,
    count_if(status = 'undated') as undated,
    count_if(sha256 is null) as not_here,
    count_if(status in ('not_fetched', 'nothing_known')) as never_asked
from marts.report_timeliness
where is_government and report_year = $year
