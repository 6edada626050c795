-- Statements in the same words in two years, with or without an indicator; numbers below 20 in both years come last.
select
    statements.region_name,
    statements.year,
    statements.object,
    statements.deed,
    statements.part,
    statements.prior_value,
    statements.value,
    statements.unit,
    statements.bound,
    statements.yoy_pct,
    statements.yoy_note,
    statements.validity,
    case when statements.indicator_code is null then 'uncoded' else 'coded' end as coding,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    statements.quote,
    statements.indicator_code,
    statements.publisher_key,
    statements.figure_id,
    statements.sha256,
    statements.prior_figure_id,
    before.sha256 as prior_sha256
from marts.statement_yoy as statements
left join marts.dim_indicator as indicators on statements.indicator_code = indicators.indicator_code
left join marts.fct_figure as before on statements.prior_figure_id = before.figure_id
where
    ($publisher is null or statements.publisher_key = $publisher)
    and ($year is null or statements.year = $year)
    and ($state is null or case when statements.indicator_code is null then 'uncoded' else 'coded' end = $state)
    and ($words is null or contains(statements.quote, $words))
order by
    coalesce(greatest(statements.value, statements.prior_value) >= 20 and statements.yoy_pct is not null, false) desc,
    case
        when statements.value > 0 and statements.prior_value > 0
            then abs(ln(statements.value::double / statements.prior_value::double))
    end desc nulls last,
    statements.figure_id asc
limit $most
