with

yoy as (

    select * from {{ ref('indicator_yoy') }}
    where scope <> 'part' and publisher_kind = 'government' and region_code is not null and {{ is_rebuilt('year') }}

),

regions as (

    select * from {{ ref('dim_region') }}

),

placed as (

    select
        yoy.*,
        regions.province_code,
        regions.province_name,
        -- The same region on both sides, the whole on both sides, and no step that is more likely a lost 万.
        yoy.prior_value is not null
        and coalesce(yoy.prior_scope <> 'part', true)
        and coalesce(
            yoy.yoy_note not in (
                'tenfold', 'territory_changed', 'population_changed', 'definition_changed', 'period_differs'
            ),
            true
        )
        and coalesce(yoy.validity = 'valid', true)
        and coalesce(yoy.prior_validity = 'valid', true) as is_in_panel,
        coalesce(yoy.validity <> 'valid', false) or coalesce(yoy.prior_validity <> 'valid', false) as is_doubted,
        coalesce(
            yoy.yoy_note in ('territory_changed', 'population_changed', 'definition_changed', 'period_differs'), false
        ) as is_incomparable
    from yoy
    inner join regions on yoy.region_code = regions.region_code
    where regions.province_code is not null and yoy.level <> 'province'

),

panels as (

    select
        province_code,
        any_value(province_name) as province_name,
        level,
        indicator_code,
        any_value(indicator_name_zh) as indicator_name_zh,
        any_value(indicator_name_en) as indicator_name_en,
        year,
        kind,
        aggregation,
        unit_kind,
        mode(unit order by unit) as unit,
        count(*) as reporting_count,
        count(*) filter (where is_in_panel) as panel_count,
        count(*) filter (where is_in_panel and prior_source = 'prior_report') as panel_from_prior_report,
        count(*) filter (where is_in_panel and prior_source = 'restated') as panel_restated,
        count(*) filter (where is_in_panel and prior_source = 'implied') as panel_implied,
        count(*) filter (where yoy_note = 'tenfold') as tenfold_count,
        count(*) filter (where is_doubted) as doubted_count,
        count(*) filter (where is_incomparable) as incomparable_count,
        count(*) filter (where is_in_panel and (bound <> 'exact' or prior_bound <> 'exact')) as panel_hedged,
        sum(value) filter (where is_in_panel) as panel_value,
        sum(prior_value) filter (where is_in_panel) as panel_prior_value,
        median(value) filter (where is_in_panel) as median_value,
        median(prior_value) filter (where is_in_panel) as median_prior_value,
        median(yoy_pct) filter (where is_in_panel) as median_yoy_pct,
        median(yoy_points) filter (where is_in_panel) as median_yoy_points,
        list(publisher_key order by publisher_key) filter (where is_in_panel) as panel_publishers
    from placed
    group by province_code, level, indicator_code, year, kind, aggregation, unit_kind

),

final as (

    select
        province_code,
        province_name,
        level,
        indicator_code,
        indicator_name_zh,
        indicator_name_en,
        year,
        unit,
        unit_kind,
        aggregation,
        reporting_count,
        panel_count,
        panel_from_prior_report,
        panel_restated,
        panel_implied,
        panel_hedged,
        tenfold_count,
        doubted_count,
        incomparable_count,
        -- Rates do not add up.
        case when kind <> 'rate' then cast(panel_value as decimal(28, 6)) end as panel_value,
        case when kind <> 'rate' then cast(panel_prior_value as decimal(28, 6)) end as panel_prior_value,
        case when kind <> 'rate' then cast(panel_value - panel_prior_value as decimal(28, 6)) end as panel_change,
        case
            when kind <> 'rate' and panel_prior_value > 0
                then {{ change_in_percent('panel_value', 'panel_prior_value') }}
        end as panel_yoy_pct,
        cast(median_value as decimal(28, 6)) as median_value,
        cast(median_prior_value as decimal(28, 6)) as median_prior_value,
        cast(median_yoy_pct as decimal(28, 4)) as median_yoy_pct,
        cast(median_yoy_points as decimal(28, 6)) as median_yoy_points,
        coalesce(panel_publishers, []) as panel_publishers
    from panels

)

select * from final
