-- One row that counts the build as a whole, for `build_suite`; the columns of the last publication are null where
-- there is none, or where one of the two is made of the invented samples.
select
    (select count(*) from raw.documents) as report_count,
    (select count(*) from raw.figures) as figure_count,
    (select count(indicator_code) from raw.figures) as matched_count,
    (select count(*) from marts.fct_indicator) as indicator_count,
    (select count(distinct sha256) from raw.fetches) as documents_in,
    (select count(*) from raw.documents) as documents_out,
    (
        select count(distinct sha256) from raw.rejects
        where stage in ('read', 'report')
    ) as documents_rejected,
    (
        select count(distinct figure_id) from audit.figure_findings
        where severity = 'error'
    ) as figures_in_error,
    (
        select count(*) from audit.figure_findings
        where subject = 'report' and severity = 'error'
    ) as reports_in_error,
    (
        select max(report_year) from raw.documents
        where is_current and source <> 'samples'
    ) as newest_year,
    (
        select max(fetched_at) from raw.fetches
        where source not in ('files', 'samples') and outcome in ('ok', 'not_modified')
    )
        as last_asked_at,
    (select coalesce(bool_and(source = 'samples'), false) from raw.documents) as is_sample
