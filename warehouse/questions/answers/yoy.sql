with found as (
    select
        yoy.region_code,
        yoy.region_name,
        yoy.level,
        yoy.indicator_code,
        yoy.indicator_name_zh,
        yoy.year,
        yoy.value,
        yoy.unit,
        yoy.bound,
        yoy.per_100k,
        yoy.prior_value,
        yoy.prior_source,
        yoy.yoy_change,
        yoy.yoy_pct,
        yoy.yoy_points,
        yoy.yoy_note,
        yoy.reported_yoy_pct,
        yoy.consistent,
        yoy.doubts,
        yoy.quote,
        yoy.figure_id,
        yoy.publisher_key,
        yoy.report_address
    from main.values_with_doubts() as yoy
    inner join main.matching_indicators(asked_indicator) as indicators
        on yoy.indicator_code = indicators.indicator_code and indicators.match <> 'near'
    where asked_year is null or yoy.year = asked_year
),

nothing as (
    select * from main.why_nothing(null, asked_indicator)
    where not exists (select 1 from found)
)

select
    found.*,
    nothing.note_zh,
    nothing.note_en
from found
full outer join nothing on false
order by indicator_code, year, region_code, publisher_key
