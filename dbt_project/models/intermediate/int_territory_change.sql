with

succession as (

    select * from {{ ref('region_succession') }}
    where kind in ('merged', 'split', 'boundary')

),

touched as (

    select
        new_code as region_code,
        year,
        kind
    from succession

    union all

    -- Who gave a part away and went on is another territory, too.
    select
        old_code as region_code,
        year,
        kind
    from succession
    where kind in ('split', 'boundary')

)

select
    region_code,
    year,
    min(kind) as kind
from touched
group by region_code, year
