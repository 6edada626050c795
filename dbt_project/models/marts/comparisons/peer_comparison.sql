with

ranks as (

    select * from {{ ref('int_peer_rank') }}

),

chosen as (

    select * from {{ ref('fct_indicator') }}

),

regions as (

    select * from {{ ref('dim_region') }}

),

known as (

    select * from {{ ref('int_peer_known') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

final as (

    select
        chosen.publisher_key,
        chosen.region_code,
        chosen.region_name,
        chosen.level,
        chosen.publisher_kind,
        regions.province_code,
        regions.province_name,
        regions.region_kind,
        chosen.indicator_code,
        chosen.indicator_name_zh,
        chosen.indicator_name_en,
        chosen.year,
        ranks.peer_group,
        chosen.value,
        chosen.unit,
        chosen.bound,
        chosen.unit_kind,
        case
            when chosen.publisher_kind = 'government' and chosen.kind <> 'rate'
                then cast(round(cast(chosen.value as double) * 100000 / regions.population_2020, 4) as double)
        end as per_100k,
        indicators.polarity,
        known.region_count as peers_existing,
        ranks.peer_count,
        ranks.left_out_count,
        ranks.rank,
        ranks.rank_best,
        ranks.rank_worst,
        ranks.percentile,
        ranks.lower_quartile,
        ranks.median,
        ranks.upper_quartile,
        ranks.rank_note,
        chosen.validity,
        chosen.definition,
        chosen.period_end,
        ranks.figure_id,
        chosen.report_address
    from ranks
    inner join chosen on ranks.figure_id = chosen.figure_id
    inner join regions on chosen.region_code = regions.region_code
    inner join indicators on chosen.indicator_code = indicators.indicator_code
    left join known
        on
            ranks.peer_group = known.peer_group
            and ranks.peer_group_code = known.peer_group_code
            and chosen.year = known.year
            -- The register knows governments, not who has which bureaus. As a condition of its own, this would have
            -- DuckDB compare every row with every other.
            and case when chosen.publisher_kind = 'government' then chosen.level end = known.level
            and regions.invented = known.invented

)

select * from final
