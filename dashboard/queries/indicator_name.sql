select
    name_zh,
    name_en
from marts.dim_indicator
where indicator_code = $indicator
