-- Two values for the same indicator and year: within a report, or in that of the year and the next one.
with pairs as (
    select
        region_name,
        year,
        indicator_name_zh,
        indicator_name_en,
        value,
        unit,
        other_value as second_value,
        difference,
        difference_pct,
        is_tenfold,
        conflict_kind as revision_kind,
        quote,
        other_quote,
        indicator_code,
        publisher_key,
        figure_id,
        sha256,
        other_figure_id,
        other_sha256
    from marts.indicator_conflict
    union all
    select
        region_name,
        year,
        indicator_name_zh,
        indicator_name_en,
        first_value,
        unit,
        restated_value as second_value,
        revision,
        revision_pct,
        false as is_tenfold,
        revision_kind,
        first_quote,
        restated_quote,
        indicator_code,
        publisher_key,
        first_figure_id,
        first_sha256,
        restated_figure_id,
        restated_sha256
    from marts.indicator_revision
    where revision_kind <> 'revised' -- those are conflicts between reports, above
)

select *
from pairs
where
    ($publisher is null or publisher_key = $publisher)
    and ($year is null or year = $year)
    and ($state is null or revision_kind = $state)
    and (
        $words is null
        or contains(quote, $words)
        or contains(indicator_name_zh, $words)
        or contains(lower(indicator_name_en), lower($words))
    )
order by
    case revision_kind when 'within_report' then 0 when 'between_reports' then 1 when 'other_scope' then 2 else 3 end,
    abs(difference_pct) desc nulls last,
    figure_id asc
limit $most
