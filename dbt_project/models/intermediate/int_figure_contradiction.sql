with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where {{ is_rebuilt('sha256') }}

),

candidates as (

    select * from {{ ref('int_indicator_candidate') }}
    where {{ is_rebuilt('publisher_key') }}

),

final as (

    select distinct
        choices.publisher_key,
        choices.sha256,
        choices.indicator_code,
        choices.year,
        choices.kind,
        choices.figure_id,
        choices.value,
        min(candidates.figure_id) over (
            partition by choices.figure_id, candidates.sha256, candidates.value
        ) as other_figure_id,
        candidates.value as other_value,
        case
            when choices.sha256 = candidates.sha256 then 'within_report' else 'between_versions'
        end as conflict_kind
    from choices
    inner join candidates
        on
            choices.publisher_key = candidates.publisher_key
            and choices.report_year = candidates.report_year
            and choices.indicator_code = candidates.indicator_code
            and choices.year = candidates.year
            and choices.unit_kind = candidates.unit_kind
            and choices.figure_id <> candidates.figure_id
    where
        -- Two parts may be two things; two totals cannot.
        choices.scope = 'total'
        and candidates.scope = 'total'
        -- 全市75件 and 市政府20件, 直接纠错率 and 综合纠错率: two things, both right.
        and choices.part is not distinct from candidates.part
        and not {{ other_definition('choices.definition', 'candidates.definition') }}
        -- 截至10月底80件 and 全年100件: both right.
        and (
            choices.aggregation = 'stock'
            or coalesce(choices.period_end, make_date(choices.year, 12, 31))
            = coalesce(candidates.period_end, make_date(candidates.year, 12, 31))
        )
        and not {{ intervals_overlap(
            'choices.value_low', 'choices.value_high', 'candidates.value_low', 'candidates.value_high'
        ) }}

)

select * from final
