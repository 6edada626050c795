select
    figure_id,
    region_name,
    report_year,
    indicator_code,
    indicator_name_zh,
    indicator_name_en,
    raw,
    value,
    unit,
    year,
    rules,
    messages_zh,
    messages_en,
    uses,
    change_size,
    quote,
    "start",
    report_address,
    sha256
from main.doubtful_figures()
order by uses desc, change_size desc, figure_id asc
