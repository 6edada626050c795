select
    (select count(*) from main.doubtful_figures()) as waiting,
    (select count(*) from raw.corrections) as corrected,
    (
        select count(*) from audit.findings
        where explained is not null
    ) as explained
