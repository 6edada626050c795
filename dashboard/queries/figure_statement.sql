select
    figures.object,
    figures.deed,
    figures.whose,
    figures.part,
    figures.period_start,
    figures.period_end,
    figures.base_year,
    figures.definition,
    figures.confidence,
    figures.proposed_code,
    figures.target_code,
    figures.evidence,
    documents.text
from marts.fct_figure as figures
inner join raw.documents as documents on figures.sha256 = documents.sha256
where figures.figure_id = $figure
