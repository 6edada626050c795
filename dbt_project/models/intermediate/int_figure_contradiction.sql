with

choices as (

    select * from {{ ref('int_indicator_choice') }}
    where candidate_count > 1 and {{ is_rebuilt('sha256') }}

),

candidates as (

    select * from {{ ref('int_indicator_candidate') }}
    where {{ is_rebuilt('sha256') }}

),

final as (

    select
        choices.publisher_key,
        choices.sha256,
        choices.indicator_code,
        choices.year,
        choices.kind,
        choices.figure_id,
        choices.value,
        candidates.figure_id as other_figure_id,
        candidates.value as other_value
    from choices
    inner join candidates
        on
            choices.sha256 = candidates.sha256
            and choices.indicator_code = candidates.indicator_code
            and choices.year = candidates.year
            and choices.unit_kind = candidates.unit_kind
            and choices.figure_id <> candidates.figure_id
    where
        -- Two parts may be two things; two totals cannot.
        choices.scope = 'total'
        and candidates.scope = 'total'
        and not {{ intervals_overlap(
            'choices.value_low', 'choices.value_high', 'candidates.value_low', 'candidates.value_high'
        ) }}

)

select * from final
