-- What speaks against taking a value of indicator_yoy or its change at face value; one row for each value with doubts.
with
doubted_figures as (
    select distinct unnest([figure_id, related_figure_id]) as figure_id
    from audit.findings
    where severity <> 'note'
),

conflicts as (
    select distinct
        publisher_key,
        indicator_code,
        year
    from marts.indicator_conflict
),

judged as (
    select
        yoy.publisher_key,
        yoy.indicator_code,
        yoy.year,
        yoy.unit_kind,
        string_split(
            nullif(
                concat_ws(
                    ',',
                    case yoy.validity when 'refused' then 'refused' when 'flagged' then 'flagged' end,
                    case when yoy.prior_figure_id in (select figure_id from doubted_figures) then 'prior_flagged' end,
                    case when yoy.yoy_note = 'prior_refused' then 'prior_refused' end,
                    case when not yoy.consistent then 'contradicts_stated' end,
                    case when conflicts.publisher_key is not null then 'conflict' end,
                    case
                        when
                            yoy.yoy_note in (
                                'tenfold', 'territory_changed', 'population_changed', 'definition_changed',
                                'period_differs'
                            )
                            then yoy.yoy_note
                    end,
                    case when yoy.prior_source = 'implied' then 'prior_implied' end,
                    case when yoy.restated_prior_value <> yoy.prior_value then 'prior_restated' end,
                    case when yoy.bound <> 'exact' then 'hedged' end,
                    case when yoy.prior_bound <> 'exact' then 'prior_hedged' end,
                    case yoy.scope when 'part' then 'part' when 'summed' then 'summed' end,
                    case when yoy.prior_scope <> yoy.scope then 'prior_scope' end
                ),
                ''
            ),
            ','
        ) as doubts
    from marts.indicator_yoy as yoy
    left join conflicts
        on
            yoy.publisher_key = conflicts.publisher_key
            and yoy.indicator_code = conflicts.indicator_code
            and yoy.year = conflicts.year
    -- Departments have a question of their own, bureaus.
    where yoy.publisher_kind = 'government'
)

select * from judged
where doubts is not null
