with found as (
    select
        yoy.region_name,
        yoy.indicator_code,
        yoy.indicator_name_zh,
        yoy.year,
        yoy.value,
        yoy.unit,
        yoy.bound,
        yoy.prior_value,
        yoy.prior_source,
        yoy.restated_prior_value,
        yoy.yoy_change,
        yoy.yoy_pct,
        yoy.yoy_points,
        yoy.doubts,
        yoy.quote,
        yoy.figure_id,
        yoy.report_address
    from main.values_with_doubts() as yoy
    inner join main.matching_regions(asked_region) as regions
        on yoy.publisher_key = regions.publisher_key and regions.match <> 'near'
    inner join main.matching_indicators(asked_indicator) as indicators
        on yoy.indicator_code = indicators.indicator_code and indicators.match <> 'near'
),

nothing as (
    select * from main.why_nothing(asked_region, asked_indicator)
    where not exists (select 1 from found)
)

select
    found.*,
    nothing.note_zh,
    nothing.note_en
from found
full outer join nothing on false
order by region_name, indicator_code, year
