-- Figures that a rule doubts and that nobody has decided on yet; first those on which the most values and the largest
-- changes rest.
with
doubted as (
    select
        unnest(list_distinct([figure_id, related_figure_id])) as figure_id,
        rule,
        message_zh,
        message_en
    from audit.findings
    where severity <> 'note' and explained is null
),

reasons as (
    select
        figure_id,
        list(distinct rule order by rule) as rules,
        list(distinct message_zh order by message_zh) as messages_zh,
        list(distinct message_en order by message_en) as messages_en
    from doubted
    where figure_id is not null
    group by figure_id
),

uses as (
    select
        reasons.figure_id,
        case when yoy.value > 0 and yoy.prior_value > 0 then abs(ln(cast(yoy.value as double) / yoy.prior_value)) end
            as size
    from reasons
    inner join marts.indicator_yoy as yoy on reasons.figure_id = yoy.figure_id
    union all
    select
        reasons.figure_id,
        case when yoy.value > 0 and yoy.prior_value > 0 then abs(ln(cast(yoy.value as double) / yoy.prior_value)) end
            as size
    from reasons
    inner join marts.indicator_yoy as yoy on reasons.figure_id = yoy.prior_figure_id
    union all
    select
        reasons.figure_id,
        case when yoy.value > 0 and yoy.prior_value > 0 then abs(ln(cast(yoy.value as double) / yoy.prior_value)) end
            as size
    from reasons
    inner join marts.indicator_yoy as yoy on reasons.figure_id = yoy.change_figure_id
),

weights as (
    select
        figure_id,
        count(*) as uses,
        coalesce(max(size), 0) as size
    from uses
    group by figure_id
)

select
    figures.figure_id,
    figures.region_name,
    figures.report_year,
    figures.indicator_code,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    figures.raw,
    figures.value,
    figures.unit,
    figures.bound,
    figures.measure,
    figures.scope,
    figures.year,
    figures.validity,
    reasons.rules,
    reasons.messages_zh,
    reasons.messages_en,
    coalesce(weights.uses, 0) as uses,
    round(coalesce(weights.size, 0), 4) as change_size,
    figures.quote,
    figures."start",
    figures.publisher_key,
    figures.report_address,
    figures.sha256
from reasons
inner join marts.fct_figure as figures on reasons.figure_id = figures.figure_id
left join weights on reasons.figure_id = weights.figure_id
left join marts.dim_indicator as indicators on figures.indicator_code = indicators.indicator_code
where figures.correction is null
order by uses desc, change_size desc, figures.figure_id asc
