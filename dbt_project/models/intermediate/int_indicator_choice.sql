with

candidates as (

    select * from {{ ref('int_indicator_candidate') }}
    where {{ is_rebuilt('sha256') }}

),

counted as (

    select
        sha256,
        indicator_code,
        year,
        count(*) as candidate_count
    from candidates
    group by sha256, indicator_code, year

),

contested as (

    select
        candidates.*,
        counted.candidate_count
    from candidates
    inner join counted
        on
            candidates.sha256 = counted.sha256
            and candidates.indicator_code = counted.indicator_code
            and candidates.year = counted.year
    where counted.candidate_count > 1

),

ranked as (

    select
        *,
        row_number() over (
            partition by sha256, indicator_code, year
            order by period_rank, scope_rank, bound_rank, domain_rank, whole_rank, definition_rank, "start"
        ) as position,
        count(*) over (partition by sha256, indicator_code, year, period_rank) as same_period_count,
        count(*) over (partition by sha256, indicator_code, year, period_rank, scope_rank) as same_scope_count,
        count(*) over (
            partition by sha256, indicator_code, year, period_rank, scope_rank, bound_rank
        ) as same_bound_count,
        count(*) over (
            partition by sha256, indicator_code, year, period_rank, scope_rank, bound_rank, domain_rank
        ) as same_domain_count,
        count(*) over (
            partition by sha256, indicator_code, year, period_rank, scope_rank, bound_rank, domain_rank, whole_rank
        ) as same_whole_count,
        count(*) over (
            partition by
                sha256,
                indicator_code,
                year,
                period_rank,
                scope_rank,
                bound_rank,
                domain_rank,
                whole_rank,
                definition_rank
        ) as same_definition_count
    from contested

),

first_choice as (

    -- Nearly all values stand alone: only the others are worth sorting.
    select
        candidates.*,
        1 as candidate_count,
        'only_candidate' as choice_rule
    from candidates
    inner join counted
        on
            candidates.sha256 = counted.sha256
            and candidates.indicator_code = counted.indicator_code
            and candidates.year = counted.year
    where counted.candidate_count = 1

    union all

    select
        * exclude (
            position,
            same_period_count,
            same_scope_count,
            same_bound_count,
            same_domain_count,
            same_whole_count,
            same_definition_count
        ),
        -- The rule that left one candidate over.
        case
            when same_period_count = 1 then 'whole_year_first'
            when same_scope_count = 1 then 'total_before_part'
            when same_bound_count = 1 then 'exact_before_hedged'
            when same_domain_count = 1 then 'own_section_first'
            when same_whole_count = 1 then 'said_of_the_whole'
            when same_definition_count = 1 then 'usual_definition'
            else 'first_in_reading_order'
        end as choice_rule
    from ranked
    where position = 1

),

-- Components of one whole stand in one sentence. The same whole may be told again in another.
parts_by_sentence as (

    select
        sha256,
        indicator_code,
        year,
        sum(value) as value,
        sum(value_low) as value_low,
        sum(value_high) as value_high,
        sum("precision") as "precision",
        {{ joint_bound('bound') }} as bound,
        arg_min(unit, "start") as unit,
        min(part) as part,
        case when count(distinct coalesce(definition, '')) = 1 then min(definition) end as definition,
        max(period_end) as period_end,
        max(value) >= sum(value) - max(value) as is_lopsided,
        list(figure_id order by "start") as figure_ids,
        min(domain_rank) as domain_rank,
        min("start") as "start"
    from candidates
    where scope = 'part' and aggregation = 'sum'
    group by sha256, indicator_code, year, sentence_start
    having
        count(*) > 1
        and count(distinct unit_kind) = 1
        -- Parts by place and parts by kind are not parts of one division.
        and count(distinct coalesce(part, '')) = 1
        and not coalesce(bool_or(has_refused_sibling), false)

),

parts_summed as (

    select *
    from parts_by_sentence
    qualify row_number() over (partition by sha256, indicator_code, year order by domain_rank, "start") = 1

),

final as (

    select
        first_choice.publisher_key,
        first_choice.sha256,
        first_choice.is_current,
        first_choice.version_position,
        first_choice.indicator_code,
        first_choice.report_year,
        first_choice.year,
        first_choice.kind,
        first_choice.aggregation,
        first_choice.unit_kind,
        first_choice.candidate_count,
        coalesce(parts_summed.figure_ids[1], first_choice.figure_id) as figure_id,
        coalesce(parts_summed.figure_ids, [first_choice.figure_id]) as figure_ids,
        case when parts_summed.sha256 is null then first_choice.choice_rule else 'summed' end as choice_rule,
        case when parts_summed.sha256 is null then first_choice.scope else 'summed' end as scope,
        cast(coalesce(parts_summed.value, first_choice.value) as decimal(28, 6)) as value,
        coalesce(parts_summed.value_low, first_choice.value_low) as value_low,
        coalesce(parts_summed.value_high, first_choice.value_high) as value_high,
        cast(coalesce(parts_summed."precision", first_choice."precision") as decimal(28, 6)) as "precision",
        coalesce(parts_summed.unit, first_choice.unit) as unit,
        coalesce(parts_summed.bound, first_choice.bound) as bound,
        case when parts_summed.sha256 is null then first_choice.part else parts_summed.part end as part,
        case
            when parts_summed.sha256 is null then first_choice.definition else parts_summed.definition
        end as definition,
        case
            when parts_summed.sha256 is null then first_choice.period_end else parts_summed.period_end
        end as period_end,
        parts_summed.sha256 is null and first_choice.whole_rank = 0 as is_said_of_whole,
        coalesce(parts_summed.is_lopsided, false) as is_lopsided
    from first_choice
    left join parts_summed
        on
            first_choice.sha256 = parts_summed.sha256
            and first_choice.indicator_code = parts_summed.indicator_code
            and first_choice.year = parts_summed.year
            and first_choice.scope = 'part'

),

-- Of the versions of a report the current one speaks; what it leaves out, the next one that prints it.
told as (

    select *
    from final
    qualify
        row_number() over (
            partition by publisher_key, indicator_code, report_year, year order by version_position, sha256
        ) = 1

)

select * exclude (version_position) from told
