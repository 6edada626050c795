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
        -- Laws and reforms of that year that bear on the indicator.
        (
            select list(events.name_zh order by events.happened_on)
            from staging.events
            where
                year(events.happened_on) = yoy.year
                and list_has_any(
                    string_split(events.domains, ';'), ['all', split_part(yoy.indicator_code, '.', 1)]
                )
        ) as events,
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
