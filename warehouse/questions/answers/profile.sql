with found as (
    select
        yoy.region_name,
        yoy.indicator_code,
        indicators.name_zh,
        indicators.name_en,
        yoy.value,
        yoy.unit,
        yoy.per_100k,
        yoy.prior_value,
        yoy.prior_source,
        yoy.yoy_pct,
        yoy.yoy_points,
        yoy.consistent,
        yoy.doubts,
        yoy.quote,
        yoy.figure_id,
        yoy.publisher_key
    from main.values_with_doubts() as yoy
    inner join marts.dim_indicator as indicators on yoy.indicator_code = indicators.indicator_code
    inner join main.matching_regions(asked_region) as regions
        on yoy.publisher_key = regions.publisher_key and regions.match <> 'near'
    where yoy.year = asked_year
),

nothing as (
    select * from main.why_nothing(asked_region, null)
    where not exists (select 1 from found)
)

select
    found.*,
    nothing.note_zh,
    nothing.note_en
from found
full outer join nothing on false
order by indicator_code, publisher_key
