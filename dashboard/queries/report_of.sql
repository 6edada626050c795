select publisher_key
from marts.dim_report
where sha256 = $sha256 and is_current
