select
    (
        -- As many as doubtful_figures() has.
        select count(*) from marts.fct_figure
        where
            correction is null
            and figure_id in (
                select unnest([figure_id, related_figure_id]) from audit.findings
                where severity <> 'note' and explained is null
            )
    ) as waiting,
    (select count(*) from raw.corrections) as corrected,
    (
        select count(*) from audit.findings
        where explained is not null
    ) as explained
