with

figures as (

    -- Named as int_statement_choice names what the next report tells.
    select * replace ({{ without_whole('object') }} as object)
    from {{ ref('int_figure_placed') }}

),

facts as (

    select * from {{ ref('fct_figure') }}

),

reports as (

    select * from {{ ref('dim_report') }}
    where is_current and report_year is not null

),

texts as (

    select
        sha256,
        text
    from {{ ref('stg_documents') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

chosen as (

    select * from {{ ref('fct_indicator') }}
    where value is not null

),

changed as (

    select * from {{ ref('indicator_yoy') }}

),

told as (

    select * from {{ ref('int_statement_choice') }}
    where has_one_value and year = report_year

),

targets as (

    select
        figures.* replace (
            -- 评查执法案卷不少于: the bound is no part of what is counted, and 法治 or 不少于 alone names nothing.
            case
                when
                    length({{ without_bound('figures.object') }}) > 2
                    or (length({{ without_bound('figures.object') }}) = 2 and figures.deed is not null)
                    or figures.target_code is not null
                    then {{ without_bound('figures.object') }}
            end as object
        ),
        coalesce(greatest(figures.year, figures.report_year + 1), figures.report_year + 1) as target_year,
        case
            when figures.measure = 'level' then 'value'
            when figures.unit_kind = 'points' or figures.measure = 'point_change' then 'points'
            when figures.unit_kind = 'percent' then 'percent'
            else 'change'
        end as target_kind
    from figures
    inner join facts on figures.figure_id = facts.figure_id
    where
        figures.is_current
        and (figures.whose = 'plan' or figures.target_code is not null)
        and (
            figures.measure = 'level'
            -- 力争行政诉讼案件下降5%, against the year before; not 较2020年下降5%, and not 翻一番.
            or (
                figures.measure in ('change', 'point_change')
                and figures.target_code is not null
                and figures.unit_kind not in ('permille', 'times', 'doublings')
                and not regexp_matches(coalesce(facts.quote, ''), '[较比]20\d\d ?年')
            )
        )
        and figures.validity <> 'refused'
        -- 今年执法人员学习培训时间不少于60学时, in the part on what was done: a standard that was kept.
        and (
            figures.is_plan
            or figures.year > figures.report_year
            or regexp_matches(facts.quote, '力争|争取|计划|打算|目标|拟|将|明年|下一步')
        )

),

-- The same words in the next report, or longer ones that end alike (行政执法案卷 for 执法案卷), if they have one value.
alike as (

    select
        targets.figure_id,
        arg_min(told.figure_id, (told.object <> targets.object, told.deed, told.figure_id)) as told_figure_id
    from targets
    inner join told
        on
            targets.publisher_key = told.publisher_key
            and targets.target_year = told.year
            and targets.unit_kind = told.unit_kind
            and ends_with(told.object, targets.object)
            and (targets.deed is null or told.deed in ('', targets.deed))
            and told.whose in ('', 'own')
            and told.part = ''
    group by targets.figure_id
    having count(distinct told.value) = 1

),

-- What the report on the year of the promise says: of the indicator, else in the same words.
answered as (

    select
        targets.*,
        next_reports.sha256 as next_sha256,
        cast(
            case targets.target_kind
                when 'value' then coalesce(chosen.value, told.value)
                when 'percent' then changed.yoy_pct
                when 'points' then changed.yoy_points
                else changed.yoy_change
            end as decimal(28, 6)
        ) as outcome_value,
        case
            when outcome_value is not null then coalesce(chosen.bound, told.bound, changed.yoy_bound)
        end as outcome_bound,
        coalesce(chosen.figure_id, told.figure_id, changed.figure_id) as outcome_figure_id,
        case
            when chosen.figure_id is not null then chosen.value_low
            when targets.target_kind in ('points', 'change') then changed.yoy_change_low
            else outcome_value
        end as outcome_low,
        case
            when chosen.figure_id is not null then chosen.value_high
            when targets.target_kind in ('points', 'change') then changed.yoy_change_high
            else outcome_value
        end as outcome_high,
        changed.figure_id is not null as is_given_again,
        coalesce(contains(texts.text, targets.object), false) as is_object_named
    from targets
    left join reports as next_reports
        on
            targets.publisher_key = next_reports.publisher_key
            and targets.target_year = next_reports.report_year
    left join chosen
        on
            targets.publisher_key = chosen.publisher_key
            and targets.target_code = chosen.indicator_code
            and targets.target_year = chosen.year
            and case when targets.target_kind = 'value' then targets.unit_kind end = chosen.unit_kind
            and chosen.told_by is distinct from 'next_report'
    left join changed
        on
            targets.publisher_key = changed.publisher_key
            and targets.target_year = changed.year
            -- As a condition of its own, DuckDB would compare every row with every other.
            and case when targets.target_kind <> 'value' then targets.target_code end = changed.indicator_code
    left join alike
        on
            targets.figure_id = alike.figure_id
            and targets.target_code is null
    left join told
        on
            next_reports.sha256 = told.sha256
            and alike.told_figure_id = told.figure_id
    left join texts on next_reports.sha256 = texts.sha256
    qualify row_number() over (partition by targets.figure_id order by outcome_figure_id) = 1

),

judged as (

    select
        answered.*,
        facts.region_code,
        facts.region_name,
        facts.level,
        facts.quote,
        facts.report_address,
        indicators.name_zh as indicator_name_zh,
        indicators.name_en as indicator_name_en,
        -- 不超过 is a bound from above; 达到90% one from below, but for what is the better the less there is of it.
        -- 下降5% is met by what falls as much or more, 增长不超过5% by what rises as much or less.
        case
            when answered.target_kind <> 'value' then (answered.value > 0) = (answered.bound = 'at_most')
            else coalesce(answered.bound = 'at_most' or indicators.polarity = 'lower', false)
        end as is_from_above
    from answered
    inner join facts on answered.figure_id = facts.figure_id
    left join indicators on answered.target_code = indicators.indicator_code

),

final as (

    select
        judged.publisher_key,
        judged.region_code,
        judged.region_name,
        judged.level,
        judged.report_year,
        cast(judged.target_year as integer) as target_year,
        judged.target_code as indicator_code,
        judged.indicator_name_zh,
        judged.indicator_name_en,
        judged.object,
        judged.deed,
        judged.target_kind,
        judged.value as target_value,
        judged.unit,
        judged.bound as target_bound,
        judged.outcome_value,
        judged.outcome_bound,
        case
            when judged.next_sha256 is null then 'no_report'
            when judged.target_code is null and judged.object is null then 'not_named'
            when judged.outcome_value is null and judged.is_given_again then 'not_comparable'
            when judged.outcome_value is null and judged.is_object_named then 'no_number'
            when judged.outcome_value is null then 'not_told'
            when judged.is_from_above and judged.outcome_low <= judged.value then 'met'
            when not judged.is_from_above and judged.outcome_high >= judged.value then 'met'
            else 'missed'
        end as outcome,
        judged.validity,
        judged.figure_id,
        judged.outcome_figure_id,
        judged.quote,
        outcomes.quote as outcome_quote,
        judged.report_address,
        judged.sha256
    from judged
    left join facts as outcomes on judged.outcome_figure_id = outcomes.figure_id

)

select * from final
