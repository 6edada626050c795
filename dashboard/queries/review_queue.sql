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
    round(exp(change_size), 2) as change_factor,
    quote,
    "start",
    report_address,
    sha256
from main.doubtful_figures()
qualify
    row_number() over (order by uses desc, change_size desc, figure_id asc) <= $most
    or figure_id = $figure
order by uses desc, change_size desc, figure_id asc
