with

figures as (

    select * from {{ ref('int_figure_placed') }}
    where
        -- 对2项决策开展评估: one character names nothing.
        length(object) > 1
        and is_current
        and measure = 'level'
        and year between report_year - 1 and report_year
        and not is_plan
        and coalesce(whose <> 'plan', true)
        and validity <> 'refused'

),

final as (

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
        arg_min(period_end, "start") as period_end,
        arg_min(figure_id, "start") as figure_id,
        arg_min(indicator_code, "start") as indicator_code,
        arg_min(value, "start") as value,
        arg_min(unit, "start") as unit,
        arg_min(bound, "start") as bound,
        arg_min(validity, "start") as validity,
        count(distinct value) as value_count
    from figures
    group by
        publisher_key, sha256, report_year, year, object, coalesce(deed, ''), unit_kind, coalesce(whose, ''),
        coalesce(part, '')

)

select * from final
