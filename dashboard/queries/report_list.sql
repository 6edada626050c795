select
    sha256,
    report_year,
    title,
    issuer,
    published_on,
    document_number,
    address
from marts.dim_report
where is_current and publisher_key = $publisher
order by report_year desc nulls last, sha256 asc
