-- Governments that the list of reports due says nothing of, as nobody ever asked for theirs.
select count(distinct regions.region_code) as governments
from marts.dim_region as regions
where
    regions.level in ('province', 'prefecture', 'county')
    and regions.valid_to is null
    and not exists (
        select 1
        from marts.report_timeliness as times
        where times.is_government and times.region_code = regions.region_code
    )
