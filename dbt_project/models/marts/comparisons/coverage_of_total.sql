with

totals as (

    select * from {{ ref('reference_total') }}

),

regions as (

    select * from {{ ref('dim_region') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

-- What governments say, and whether it is sure and of their whole area and year.
given as (

    select
        chosen.indicator_code,
        chosen.year,
        chosen.level,
        chosen.value,
        regions.region_code,
        regions.province_code,
        -- 34 01 23: the first four digits are the prefecture's.
        left(regions.region_code, 4) as prefecture,
        (
            chosen.scope <> 'part'
            and coalesce(chosen.part, '') <> 'own_level'
            and chosen.validity = 'valid'
            and not chosen.is_part_year
            -- A total counts what came in that year, and lawsuits in the first instance.
            and coalesce(chosen.definition not in ('with_carried_over', 'all_instances'), true)
        ) as is_counted
    from {{ ref('fct_indicator') }} as chosen
    inner join regions on chosen.region_code = regions.region_code
    where
        chosen.publisher_kind = 'government'
        and chosen.level in ('province', 'prefecture', 'county')
        and chosen.unit_kind = 'things'
        and not regions.invented
        and chosen.indicator_code in (select totals.indicator_code from totals)

),

printed as (

    select * from given
    where is_counted

),

left_out as (

    select
        given.indicator_code,
        given.year,
        places.region_code,
        count(*) as left_out_count
    from given
    cross join unnest([given.province_code, '100000']) as places (region_code)
    where not given.is_counted
    group by given.indicator_code, given.year, places.region_code

),

-- A prefecture's own value holds its counties; without one, theirs are added.
prefectures as (

    select
        indicator_code,
        year,
        province_code,
        prefecture,
        coalesce(
            any_value(value) filter (where level = 'prefecture'), sum(value) filter (where level = 'county')
        ) as value,
        bool_or(level = 'prefecture') as is_own,
        count(*) filter (where level = 'county') as county_count
    from printed
    where level <> 'province'
    group by indicator_code, year, province_code, prefecture

),

added as (

    select
        indicator_code,
        year,
        province_code,
        sum(value) as value,
        count(*) filter (where is_own) as prefecture_count,
        coalesce(sum(county_count) filter (where not is_own), 0) as county_count
    from prefectures
    group by indicator_code, year, province_code

),

own as (

    select * from printed
    where level = 'province'

),

provinces as (

    select
        coalesce(own.indicator_code, added.indicator_code) as indicator_code,
        coalesce(own.year, added.year) as year,
        coalesce(own.region_code, added.province_code) as region_code,
        coalesce(own.value, added.value) as value,
        case when own.value is null then 0 else 1 end as province_count,
        case when own.value is null then added.prefecture_count else 0 end as prefecture_count,
        case when own.value is null then added.county_count else 0 end as county_count
    from own
    full outer join added
        on
            own.indicator_code = added.indicator_code
            and own.year = added.year
            and own.region_code = added.province_code

),

told as (

    select * from provinces

    union all

    select
        indicator_code,
        year,
        '100000' as region_code,
        sum(value) as value,
        sum(province_count) as province_count,
        sum(prefecture_count) as prefecture_count,
        sum(county_count) as county_count
    from provinces
    group by indicator_code, year

),

final as (

    select
        totals.region_code,
        regions.name as region_name,
        totals.indicator_code,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        totals.year,
        cast(totals.value as decimal(28, 6)) as total,
        cast(totals.precision as decimal(28, 6)) as total_precision,
        cast(coalesce(told.value, 0) as decimal(28, 6)) as told,
        cast(round(100 * coalesce(told.value, 0) / totals.value, 2) as decimal(28, 2)) as told_pct,
        cast(coalesce(told.province_count, 0) as bigint) as province_count,
        cast(coalesce(told.prefecture_count, 0) as bigint) as prefecture_count,
        cast(coalesce(told.county_count, 0) as bigint) as county_count,
        cast(coalesce(left_out.left_out_count, 0) as bigint) as left_out_count,
        totals.source,
        totals.published_on,
        totals.address
    from totals
    inner join regions on totals.region_code = regions.region_code
    inner join indicators on totals.indicator_code = indicators.indicator_code
    left join told
        on
            totals.region_code = told.region_code
            and totals.indicator_code = told.indicator_code
            and totals.year = told.year
    left join left_out
        on
            totals.region_code = left_out.region_code
            and totals.indicator_code = left_out.indicator_code
            and totals.year = left_out.year

)

select * from final
