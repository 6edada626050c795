-- One row per two values of one report that bear on each other, for `relation_suite`. `low` is the least that the
-- words of the first one allow, `high` the most that those of the second one allow; null: no limit on that side.
with

chosen as (

    select * from marts.fct_indicator
    where scope <> 'part' and told_by = 'own_report' and value is not null

),

-- Counts whose change is no matter of chance, beside the year before.
counted as (

    select *, split_part(indicator_code, '.', 1) as domain
    from marts.indicator_yoy
    where
        kind = 'count' and scope <> 'part'
        and value > 0 and prior_value > 0 and abs(value - prior_value) >= 10

),

-- Cases of the year before can be closed in this one: how many, where the report says so.
carried as (

    select
        sha256,
        domain,
        max(value) filter (where is_number) as carried_over,
        count(*) > 0 as is_told
    from (
        select
            sha256,
            value,
            case
                when contains(quote, '复议') then 'reconsideration'
                when regexp_matches(quote, '诉讼|应诉') then 'litigation'
                else section_domain
            end as domain,
            unit <> '%' and measure = 'level' and regexp_matches(
                right(substring(quote, 1, "start" - sentence_start), 14), '结转|旧存|转入|遗留|未审结|未办结'
            ) as is_number
        from marts.fct_figure
        where regexp_matches(quote, '结转|旧存|转入|遗留|未审结|未办结')
    )
    group by sha256, domain

),

wholes as (

    select
        'whole' as relation, one.publisher_key, one.region_code, one.region_name, one.year, one.sha256,
        one.indicator_code as numerator_code, other.indicator_code as denominator_code,
        one.indicator_name_zh as numerator_name_zh, other.indicator_name_zh as denominator_name_zh,
        one.indicator_name_en as numerator_name_en, other.indicator_name_en as denominator_name_en,
        one.value::double as numerator_value, other.value::double as denominator_value,
        one.unit as numerator_unit, other.unit as denominator_unit,
        one.figure_id as numerator_figure_id, other.figure_id as denominator_figure_id,
        coalesce(carried.carried_over, 0)::double as carried_over,
        case when one.bound <> 'about' then one.value_low end::double as low,
        case
            when other.bound in ('exact', 'at_most')
                and not (carried.is_told is not null and carried.carried_over is null)
                then other.value_high + coalesce(carried.carried_over, 0)
        end::double as high,
        true as agrees,
        [one.figure_id, other.figure_id] as evidence
    from pairs
    inner join chosen as one on pairs.numerator_code = one.indicator_code
    inner join chosen as other
        on
            pairs.denominator_code = other.indicator_code
            and one.sha256 = other.sha256
            and one.unit_kind = other.unit_kind
    left join carried
        on
            -- 共办理63件（新收55件、上年结转8件）: what is handled may have been received the year before.
            (pairs.carries_over or coalesce(one.definition in ('handled', 'with_carried_over'), false))
            and one.sha256 = carried.sha256
            and split_part(pairs.numerator_code, '.', 1) = carried.domain

),

summed as (

    select
        sums.total_code,
        chosen.sha256,
        chosen.unit_kind,
        count(*) as parts,
        sum(chosen.value)::double as value,
        sum(case when chosen.bound = 'about' then 0 else chosen.value_low end)::double as low,
        string_agg(chosen.indicator_name_zh, '、' order by chosen.indicator_code) as name_zh,
        string_agg(chosen.indicator_name_en, ', ' order by chosen.indicator_code) as name_en,
        flatten(list(chosen.figure_ids order by chosen.indicator_code)) as figure_ids
    from sums
    inner join chosen on sums.part_code = chosen.indicator_code
    group by sums.total_code, chosen.sha256, chosen.unit_kind
    having count(*) >= 2

),

totals as (

    select
        'total' as relation, other.publisher_key, other.region_code, other.region_name, other.year, other.sha256,
        other.indicator_code as numerator_code, other.indicator_code as denominator_code,
        summed.name_zh as numerator_name_zh, other.indicator_name_zh as denominator_name_zh,
        summed.name_en as numerator_name_en, other.indicator_name_en as denominator_name_en,
        summed.value as numerator_value, other.value::double as denominator_value,
        other.unit as numerator_unit, other.unit as denominator_unit,
        summed.figure_ids[1] as numerator_figure_id, other.figure_id as denominator_figure_id,
        0.0::double as carried_over,
        summed.low,
        case when other.bound in ('exact', 'at_most') then other.value_high end::double as high,
        true as agrees,
        list_append(summed.figure_ids, other.figure_id) as evidence
    from summed
    inner join chosen as other
        on
            summed.total_code = other.indicator_code
            and summed.sha256 = other.sha256
            and summed.unit_kind = other.unit_kind

),

-- 其中…: a part printed beside its whole, of the same indicator.
components as (

    select
        'component' as relation, total.publisher_key, total.region_code, total.region_name, total.year, total.sha256,
        total.indicator_code as numerator_code, total.indicator_code as denominator_code,
        total.indicator_name_zh as numerator_name_zh, total.indicator_name_zh as denominator_name_zh,
        total.indicator_name_en as numerator_name_en, total.indicator_name_en as denominator_name_en,
        part.value::double as numerator_value, total.value::double as denominator_value,
        part.unit as numerator_unit, total.unit as denominator_unit,
        part.figure_id as numerator_figure_id, total.figure_id as denominator_figure_id,
        0.0::double as carried_over,
        case
            when part.bound in ('exact', 'at_least')
                then part.value - case when part."precision" > 0.5 then part."precision" else 0 end
        end::double as low,
        case when total.bound in ('exact', 'at_most') then total.value_high end::double as high,
        true as agrees,
        [part.figure_id, total.figure_id] as evidence
    from marts.fct_figure as part
    inner join chosen as total
        on
            part.sha256 = total.sha256
            and part.indicator_code = total.indicator_code
            and part.year = total.year
            and part.unit = total.unit
    where
        part.scope = 'part' and part.measure = 'level' and not part.is_plan and part.validity <> 'refused'
        and total.scope = 'total' and total.kind = 'count'

),

rates as (

    select
        'rate' as relation, d.publisher_key, d.region_code, d.region_name, d.year, d.sha256,
        d.printed_indicator_code as numerator_code, d.denominator_code,
        i.name_zh as numerator_name_zh, i.name_zh as denominator_name_zh,
        i.name_en as numerator_name_en, i.name_en as denominator_name_en,
        d.printed_value::double as numerator_value, d.value::double as denominator_value,
        '%' as numerator_unit, '%' as denominator_unit,
        d.printed_figure_id as numerator_figure_id, d.denominator_figure_ids[1] as denominator_figure_id,
        0.0::double as carried_over, null::double as low, null::double as high,
        d.agrees,
        flatten([[d.printed_figure_id], d.numerator_figure_ids, d.denominator_figure_ids]) as evidence
    from marts.derived_rate as d
    inner join marts.dim_indicator as i on d.printed_indicator_code = i.indicator_code
    where d.agrees is not null

),

opposed as (

    select
        'opposite' as relation, one.publisher_key, one.region_code, one.region_name, one.year, one.sha256,
        one.indicator_code as numerator_code, other.indicator_code as denominator_code,
        one.indicator_name_zh as numerator_name_zh, other.indicator_name_zh as denominator_name_zh,
        one.indicator_name_en as numerator_name_en, other.indicator_name_en as denominator_name_en,
        one.value::double as numerator_value, other.value::double as denominator_value,
        one.unit as numerator_unit, other.unit as denominator_unit,
        one.figure_id as numerator_figure_id, other.figure_id as denominator_figure_id,
        0.0::double as carried_over,
        case when one.bound <> 'about' and other.bound <> 'about' then one.value_low + other.value_low end::double
            as low,
        100.0::double as high,
        true as agrees,
        [one.figure_id, other.figure_id] as evidence
    from opposites
    inner join chosen as one on opposites.rate_code = one.indicator_code
    inner join chosen as other on opposites.opposite_code = other.indicator_code and one.sha256 = other.sha256

),

-- Two counts of one domain, each nearer to the other's year before than to its own: by how much, as a logarithm.
exchanged as (

    select
        'exchanged' as relation, one.publisher_key, one.region_code, one.region_name, one.year, one.sha256,
        one.indicator_code as numerator_code, other.indicator_code as denominator_code,
        one.indicator_name_zh as numerator_name_zh, other.indicator_name_zh as denominator_name_zh,
        one.indicator_name_en as numerator_name_en, other.indicator_name_en as denominator_name_en,
        one.value::double as numerator_value, other.value::double as denominator_value,
        one.prior_value::double as numerator_prior, other.prior_value::double as denominator_prior,
        one.unit as numerator_unit, other.unit as denominator_unit,
        one.figure_id as numerator_figure_id, other.figure_id as denominator_figure_id,
        0.0::double as carried_over, null::double as low, null::double as high,
        true as agrees,
        abs(ln(numerator_value / denominator_prior)) as numerator_crosswise,
        abs(ln(denominator_value / numerator_prior)) as denominator_crosswise,
        abs(ln(numerator_value / numerator_prior)) - numerator_crosswise as numerator_gain,
        abs(ln(denominator_value / denominator_prior)) - denominator_crosswise as denominator_gain,
        numerator_gain + denominator_gain as exchange_gain,
        [one.figure_id, other.figure_id, one.prior_figure_id, other.prior_figure_id] as evidence
    from counted as one
    inner join counted as other
        on
            one.sha256 = other.sha256
            and one.year = other.year
            and one.domain = other.domain
            and one.indicator_code < other.indicator_code
    where numerator_gain > 0 and denominator_gain > 0

),

contradictions as (

    select
        'twice' as relation, c.publisher_key, c.region_code, c.region_name, c.year, c.sha256,
        c.indicator_code as numerator_code, c.indicator_code as denominator_code,
        c.indicator_name_zh as numerator_name_zh, c.indicator_name_zh as denominator_name_zh,
        c.indicator_name_en as numerator_name_en, c.indicator_name_en as denominator_name_en,
        c.value::double as numerator_value, c.other_value::double as denominator_value,
        c.unit as numerator_unit, c.other_unit as denominator_unit,
        c.figure_id as numerator_figure_id, c.other_figure_id as denominator_figure_id,
        0.0::double as carried_over, null::double as low, null::double as high,
        false as agrees,
        [c.figure_id, c.other_figure_id] as evidence
    from marts.indicator_conflict as c
    where c.conflict_kind = 'within_report'

),

restated as (

    select
        'restated' as relation, r.publisher_key, r.region_code, r.region_name,
        r.restated_in_year as year, r.year as of_year, r.restated_sha256 as sha256,
        r.indicator_code as numerator_code, r.indicator_code as denominator_code,
        r.indicator_name_zh as numerator_name_zh, r.indicator_name_zh as denominator_name_zh,
        r.indicator_name_en as numerator_name_en, r.indicator_name_en as denominator_name_en,
        r.restated_value::double as numerator_value, r.first_value::double as denominator_value,
        r.unit as numerator_unit, r.unit as denominator_unit,
        r.restated_figure_id as numerator_figure_id, r.first_figure_id as denominator_figure_id,
        0.0::double as carried_over, null::double as low, null::double as high,
        r.revision_kind <> 'revised' as agrees,
        [r.restated_figure_id, r.first_figure_id] as evidence
    from marts.indicator_revision as r

),

final as (

    select * from wholes
    union all by name
    select * from totals
    union all by name
    select * from components
    union all by name
    select * from rates
    union all by name
    select * from opposed
    union all by name
    select * exclude (numerator_crosswise, denominator_crosswise, numerator_gain, denominator_gain) from exchanged
    union all by name
    select * from contradictions
    union all by name
    select * from restated

)

select * from final
order by publisher_key, year, relation, numerator_code, denominator_code, numerator_figure_id, denominator_figure_id
