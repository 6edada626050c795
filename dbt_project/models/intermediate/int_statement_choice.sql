with

figures as (

    select * replace ({{ without_whole('object') }} as object)
    from {{ ref('int_figure_placed') }}
    where
        -- 对2项决策开展评估: one character names nothing.
        length(object) > 1
        and is_current
        and {{ is_rebuilt('sha256') }}
        and measure = 'level'
        and year between report_year - 1 and report_year
        and not is_plan
        and coalesce(whose <> 'plan', true)
        and validity <> 'refused'

),

grouped as (

    select
        publisher_key,
        sha256,
        report_year,
        year,
        object,
        coalesce(deed, '') as deed,
        unit_kind,
        coalesce(whose, '') as whose,
        coalesce(part, '') as part,
        min(definition) as definition,
        -- One for all, which is half as dear as one for each.
        arg_min(
            {
                'period_end': period_end, 'figure_id': figure_id, 'indicator_code': indicator_code, 'value': value,
                'unit': unit, 'bound': bound, 'validity': validity
            },
            "start"
        ) as told_first,
        min(value) = max(value) as has_one_value
    from figures
    group by
        publisher_key, sha256, report_year, year, object, coalesce(deed, ''), unit_kind, coalesce(whose, ''),
        coalesce(part, '')

),

final as (

    select
        * exclude (told_first),
        struct_extract(told_first, 'period_end') as period_end,
        struct_extract(told_first, 'figure_id') as figure_id,
        struct_extract(told_first, 'indicator_code') as indicator_code,
        struct_extract(told_first, 'value') as value,
        struct_extract(told_first, 'unit') as unit,
        struct_extract(told_first, 'bound') as bound,
        struct_extract(told_first, 'validity') as validity
    from grouped

)

select * from final
