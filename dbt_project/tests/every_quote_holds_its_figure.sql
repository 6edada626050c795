select
    figure_id,
    raw,
    quote
from {{ ref('fct_figure') }}
where substring(quote, "start" - sentence_start + 1, "end" - "start") <> raw
