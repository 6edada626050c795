-- One row that says why a question has no answer: which names are like an unknown one, or which years have values.
with
regions as (
    select * from main.matching_regions(asked_region)
    where asked_region is not null
),

indicators as (
    select * from main.matching_indicators(asked_indicator)
    where asked_indicator is not null
),

years as (
    select distinct year
    from marts.indicator_yoy
    where
        (asked_region is null or publisher_key in (select publisher_key from regions))
        and (asked_indicator is null or indicator_code in (select indicator_code from indicators))
),

told as (
    select
        asked_region is not null
        and (select count(*) from regions) = (select count_if(match = 'near') from regions) as region_unknown,
        asked_indicator is not null
        and (select count(*) from indicators) = (select count_if(match = 'near') from indicators) as indicator_unknown,
        (select string_agg(name, '、' order by publisher_key) from regions) as regions_near,
        (select string_agg(name_zh, '、' order by indicator_code) from indicators) as indicators_near_zh,
        (select string_agg(name_en, ', ' order by indicator_code) from indicators) as indicators_near_en,
        (select string_agg(year, '、' order by year) from years) as years_given
)

select
    case
        when region_unknown
            then '没有名为“' || asked_region || '”的地区' || coalesce('；相近的有：' || regions_near, '') || '。'
        when indicator_unknown
            then '没有名为“' || asked_indicator || '”的指标' || coalesce('；相近的有：' || indicators_near_zh, '') || '。'
        else '没有符合条件的数值' || coalesce('；有数值的年度：' || years_given, '') || '。'
    end as note_zh,
    case
        when region_unknown
            then 'No region is called ' || asked_region || coalesce('; similar: ' || regions_near, '') || '.'
        when indicator_unknown
            then
                'No indicator is called ' || asked_indicator || coalesce('; similar: ' || indicators_near_en, '') || '.'
        else 'No such value' || coalesce('; years with values: ' || replace(years_given, '、', ', '), '') || '.'
    end as note_en
from told
