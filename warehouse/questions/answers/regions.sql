select *
from marts.dim_region
where contains(concat_ws(' ', region_code, name), word)
order by region_code
