with

indicators as (

    select * from {{ ref('stg_indicators') }}

),

final as (

    select
        indicator_code,
        domain,
        name_zh,
        name_en,
        unit,
        kind,
        aggregation,
        polarity,
        definition
    from indicators

)

select * from final
