with recursive

regions as (

    select * from {{ ref('stg_regions') }}

),

latest as (

    select
        *,
        min(valid_from) over (partition by region_code) as first_valid_from
    from regions
    qualify row_number() over (partition by region_code order by valid_from desc) = 1

),

ancestors as (

    select
        region_code,
        region_code as ancestor_code,
        0 as steps
    from latest

    union all

    -- The register has five levels; the limit only guards against a row that is its own ancestor.
    select
        ancestors.region_code,
        latest.parent_code as ancestor_code,
        ancestors.steps + 1 as steps
    from ancestors
    inner join latest on ancestors.ancestor_code = latest.region_code
    where latest.parent_code is not null and ancestors.steps < 5

),

provinces as (

    select
        ancestors.region_code,
        latest.region_code as province_code,
        latest.name as province_name
    from ancestors
    inner join latest on ancestors.ancestor_code = latest.region_code
    where latest.level = 'province'
    qualify row_number() over (partition by ancestors.region_code order by ancestors.steps) = 1

),

succession as (

    select * from {{ ref('region_succession') }}
    where current_code is not null

),

-- The code of the census year is that of a place of today where only its code or name has changed since.
census as (

    select
        coalesce(succession.current_code, population.region_code) as region_code,
        sum(population.population) as population
    from {{ ref('census_population') }} as population
    left join succession
        on
            population.region_code = succession.old_code
            and succession.year > 2020
    group by coalesce(succession.current_code, population.region_code)

),

changed as (

    select distinct region_code from {{ ref('int_territory_change') }}
    where year > 2020

),

final as (

    select
        latest.region_code,
        latest.name,
        latest.level,
        {{ region_kind('latest.level', 'latest.name') }} as region_kind,
        latest.parent_code,
        parents.name as parent_name,
        provinces.province_code,
        provinces.province_name,
        latest.first_valid_from as valid_from,
        latest.valid_to,
        latest.invented,
        -- Whose territory is another one now has other residents, too.
        case when changed.region_code is null and not latest.invented then cast(census.population as integer) end
            as population_2020
    from latest
    left join census on latest.region_code = census.region_code
    left join changed on latest.region_code = changed.region_code
    left join latest as parents on latest.parent_code = parents.region_code
    left join provinces on latest.region_code = provinces.region_code

)

select * from final
