with

statements as (

    -- Of several values for the same words nothing tells which one goes with which of the other year.
    select * from {{ ref('int_statement_choice') }}
    where has_one_value and {{ is_rebuilt('publisher_key') }}

),

figures as (

    select * from {{ ref('fct_figure') }}
    where {{ is_rebuilt('sha256') }}

),

paired as (

    select
        now.*,
        coalesce(before.value, restated.value) as prior_value,
        coalesce(before.bound, restated.bound) as prior_bound,
        coalesce(before.figure_id, restated.figure_id) as prior_figure_id,
        case
            when before.sha256 is not null then 'prior_report'
            when restated.sha256 is not null then 'restated'
        end as prior_source,
        coalesce(before.validity, restated.validity) as prior_validity,
        case
            when {{ other_definition('before.definition', 'now.definition') }} then 'definition_changed'
            when strftime(before.period_end, '%m-%d') <> strftime(now.period_end, '%m-%d') then 'period_differs'
        end as incomparable
    from statements as now
    left join statements as before
        on
            now.publisher_key = before.publisher_key
            and now.year = before.year + 1
            and before.year = before.report_year
            and now.object = before.object
            and now.deed = before.deed
            and now.unit_kind = before.unit_kind
            and now.whose = before.whose
            and now.part = before.part
    left join statements as restated
        on
            now.sha256 = restated.sha256
            and now.year = restated.year + 1
            and now.object = restated.object
            and now.deed = restated.deed
            and now.unit_kind = restated.unit_kind
            and now.whose = restated.whose
            and now.part = restated.part
    where now.year = now.report_year and {{ is_rebuilt('now.sha256') }}

),

final as (

    select
        paired.publisher_key,
        figures.region_code,
        figures.region_name,
        figures.level,
        paired.year,
        paired.object,
        nullif(paired.deed, '') as deed,
        nullif(paired.whose, '') as whose,
        nullif(paired.part, '') as part,
        paired.definition,
        paired.indicator_code,
        paired.value,
        paired.unit,
        paired.unit_kind,
        paired.bound,
        paired.prior_value,
        paired.prior_source,
        paired.prior_bound,
        case
            when paired.incomparable is null then cast(paired.value - paired.prior_value as decimal(28, 6))
        end as yoy_change,
        case
            when
                paired.incomparable is null
                and paired.prior_value > 0
                and paired.unit_kind not in {{ relative_kinds() }}
                then {{ change_in_percent('paired.value', 'paired.prior_value') }}
        end as yoy_pct,
        case
            when paired.prior_value is null then 'no_prior'
            when paired.incomparable is not null then paired.incomparable
            when paired.unit_kind in {{ relative_kinds() }} then 'rate'
            when paired.prior_value = 0 then 'prior_is_zero'
        end as yoy_note,
        paired.validity,
        paired.prior_validity,
        paired.figure_id,
        paired.prior_figure_id,
        figures.quote,
        figures.report_address,
        paired.sha256
    from paired
    inner join figures on paired.figure_id = figures.figure_id

)

select * from final
