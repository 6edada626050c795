select *
from marts.dim_indicator
where
    contains(lower(concat_ws(' ', indicator_code, domain, name_zh, name_en, definition)), lower(word))
order by indicator_code
