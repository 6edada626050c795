-- The raw layer: a faithful transcription of what was fetched and printed. Every offset is in Unicode code
-- points of raw.documents.text, the end exclusive.
create schema if not exists raw;

create table if not exists raw.fetches (
    address varchar not null,
    source varchar not null,
    fetched_at timestamptz not null,
    outcome varchar not null,
    sha256 varchar,
    byte_count bigint,
    message varchar,
    final_address varchar,
    redirects varchar[] not null,
    status integer,
    media_type varchar,
    charset varchar,
    etag varchar,
    last_modified varchar,
    tls_verified boolean,
    attempts integer,
    permanent boolean,
    reason varchar,
    decided_by varchar
);
comment on table raw.fetches is
'One row per fetch (of publishers every one, of files and samples those that brought news), and per decision.';
comment on column raw.fetches.outcome is
'ok: current; not_modified: as before; held_back: too implausible; failed; decided, dropped, restored: by hand.';
comment on column raw.fetches.decided_by is
'Who decided that these bytes are current; the message says why, the reason whether that accepts or undoes.';
comment on column raw.fetches.tls_verified is
'False where the certificate was not checked, by an exception of the publisher; null for plain http.';

create or replace view raw.vintages as
with told as (
    select
        address,
        source,
        fetched_at,
        sha256,
        lag(sha256) over (partition by address order by fetched_at) as sha256_before
    from raw.fetches
    where outcome in ('ok', 'not_modified', 'decided')
)

select
    address,
    source,
    row_number() over (partition by address order by fetched_at)::integer as vintage,
    fetched_at,
    sha256,
    sha256_before
from told
where sha256 is distinct from sha256_before;
comment on view raw.vintages is
'One row per address and time at which other bytes became its current ones, in order.';
comment on column raw.vintages.vintage is
'Number of the vintage within its address, from 1; a return to earlier bytes is a vintage of its own.';
comment on column raw.vintages.sha256_before is 'The bytes that were current until then; null for the first ones.';

create table if not exists raw.documents (
    sha256 varchar not null,
    address varchar not null,
    source varchar not null,
    fetched_at timestamptz not null,
    is_current boolean not null,
    media_type varchar not null,
    charset varchar not null,
    title varchar,
    issuer varchar,
    region_code varchar,
    region_name varchar,
    level varchar,
    report_year integer,
    published_on date,
    document_number varchar,
    index_number varchar,
    head_sources map (varchar, varchar),
    head_notes map (varchar, varchar),
    text_hash varchar,
    addresses varchar[],
    text varchar not null,
    extractor_version varchar not null
);
comment on table raw.documents is
'One row per vintage: the distinct bytes (sha256) of a document that was read as a report, with its text.';
comment on column raw.documents.address is 'Where the bytes were first fetched from.';
comment on column raw.documents.addresses is 'Every address that ever answered with these bytes.';
comment on column raw.documents.head_sources is
'Where each part of the head was found: text:12-40 (offsets in text), page:... (a line above the article), meta:...';
comment on column raw.documents.head_notes is
'Why a part of the head is missing (not_printed, several:...) or what is doubtful about it; see docs/reports.md.';
comment on column raw.documents.text_hash is
'Hash of the words of its sentences alone: equal for the same report at several addresses.';
comment on column raw.documents.is_current is
'Whether some address answers with these bytes as its latest ones.';

create table if not exists raw.sections (
    section_id varchar not null,
    sha256 varchar not null,
    ordinal integer not null,
    parent_section_id varchar,
    rank integer not null,
    heading varchar not null,
    domain varchar,
    is_plan boolean not null,
    "start" integer not null,
    "end" integer not null
);
comment on table raw.sections is
'One row per section of a document; the text before the first heading is a section of rank 0.';

create table if not exists raw.figures (
    figure_id varchar not null,
    sha256 varchar not null,
    section_id varchar not null,
    sentence_start integer not null,
    sentence_end integer not null,
    "start" integer not null,
    "end" integer not null,
    raw varchar not null,
    value decimal(28, 6) not null,
    "precision" decimal(28, 6) not null,
    unit varchar not null,
    bound varchar not null,
    measure varchar not null,
    scope varchar not null,
    indicator_code varchar,
    year integer,
    rules varchar[] not null,
    extractor_version varchar not null,
    object varchar,
    deed varchar,
    whose varchar,
    part varchar,
    period_start date,
    period_end date,
    base_year varchar,
    definition varchar,
    confidence double,
    proposed_code varchar,
    target_code varchar,
    evidence varchar
);
comment on table raw.figures is
'One row per printed figure, as printed: value with multipliers applied, unit, hedge.';
comment on column raw.figures."precision" is
'Half of the last printed digit''s place: 17.92万 is 179200 plus or minus 50.';
comment on column raw.figures.bound is 'exact, at_least (余, 超, 以上), at_most (近, 不足), about (约, 左右).';
comment on column raw.figures.measure is
'level, change (relative to the year before, in percent or units), point_change (percentage points), share.';
comment on column raw.figures.scope is
'total: speaks of the whole reporting area and year; part: of a named part or component.';
comment on column raw.figures.year is 'The year that the figure speaks of.';

create table if not exists raw.revisions (
    address varchar not null,
    revised_at timestamptz not null,
    sha256_before varchar not null,
    sha256_after varchar not null,
    change varchar not null,
    changed varchar[] not null,
    indicator_code varchar,
    year integer,
    figure_id_before varchar,
    figure_id_after varchar,
    raw_before varchar,
    raw_after varchar,
    value_before decimal(28, 6),
    value_after decimal(28, 6),
    unit_before varchar,
    unit_after varchar,
    quote_before varchar,
    quote_after varchar
);
comment on table raw.revisions is
'One row per address, vintage and figure that differs from the previous vintage: what publishers changed.';
comment on column raw.revisions.revised_at is 'When the changed vintage became current (fetched_at of raw.vintages).';
comment on column raw.revisions.sha256_before is
'The vintage before that could be read as a report; both are read by the present extractor.';
comment on column raw.revisions.change is
'added: only the later vintage has the figure; gone: only the earlier; changed: both, and it is read otherwise.';
comment on column raw.revisions.changed is
'What differs, for changed figures: value, unit, bound, measure, scope, indicator_code, year.';
comment on column raw.revisions.indicator_code is 'As in the later vintage; of a figure that is gone, as it was.';
comment on column raw.revisions.figure_id_before is 'The figure in raw.figures; null where it was added.';
comment on column raw.revisions.figure_id_after is 'The figure in raw.figures; null where it is gone.';
comment on column raw.revisions.quote_before is 'The sentence that held it.';
comment on column raw.revisions.quote_after is 'The sentence that holds it.';

create table if not exists raw.corrections (
    figure_id varchar not null,
    sha256 varchar not null,
    "start" integer not null,
    raw varchar not null,
    action varchar not null,
    changed varchar[] not null,
    value decimal(28, 6),
    "precision" decimal(28, 6),
    unit varchar,
    bound varchar,
    measure varchar,
    scope varchar,
    indicator_code varchar,
    year integer,
    reason varchar not null,
    evidence varchar not null
);
comment on table raw.corrections is 'One row per entry of corrections.yml, with the one figure that it speaks of.';
comment on column raw.corrections.action is
'drop: never used; override: read otherwise; flag: used, and said to be doubtful.';
comment on column raw.corrections.changed is
'The columns that an override sets; the others are as printed. A column that is set may be null.';

-- The one place where corrections are applied: the audit and dbt read figures from here.
create or replace view raw.corrected_figures as
select
    figures.figure_id,
    figures.sha256,
    figures.section_id,
    figures.sentence_start,
    figures.sentence_end,
    figures."start",
    figures."end",
    figures.raw,
    case when list_contains(corrections.changed, 'value') then corrections.value else figures.value end as value,
    case
        when list_contains(corrections.changed, 'value') then corrections."precision" else figures."precision"
    end as "precision",
    case when list_contains(corrections.changed, 'unit') then corrections.unit else figures.unit end as unit,
    case when list_contains(corrections.changed, 'bound') then corrections.bound else figures.bound end as bound,
    case
        when list_contains(corrections.changed, 'measure') then corrections.measure else figures.measure
    end as measure,
    case when list_contains(corrections.changed, 'scope') then corrections.scope else figures.scope end as scope,
    case
        when list_contains(corrections.changed, 'indicator_code')
            then corrections.indicator_code
        else figures.indicator_code
    end as indicator_code,
    case when list_contains(corrections.changed, 'year') then corrections.year else figures.year end as year,
    figures.rules,
    figures.extractor_version,
    figures.object,
    figures.deed,
    -- A scope that is set by hand tells whose figure it is, too.
    case
        when not coalesce(list_contains(corrections.changed, 'scope'), false) then figures.whose
        when corrections.scope = 'part' then 'part'
        else 'own'
    end as whose,
    case
        when list_contains(corrections.changed, 'scope') and corrections.scope = 'total' then null else figures.part
    end as part,
    figures.period_start,
    figures.period_end,
    figures.base_year,
    figures.definition,
    figures.confidence,
    figures.proposed_code,
    figures.target_code,
    figures.evidence,
    figures.value as printed_value,
    corrections.action as correction,
    corrections.reason as correction_reason
from raw.figures as figures
left join raw.corrections as corrections on figures.figure_id = corrections.figure_id;
comment on view raw.corrected_figures is
'One row per printed figure, as corrected: overrides are applied, a dropped or flagged figure is said to be one.';

create table if not exists raw.terms (
    sha256 varchar not null,
    term varchar not null,
    occurrences integer not null
);
comment on table raw.terms is
'One row per document and term, cut by jieba with the dictionary of the domain.';

create table if not exists raw.rejects (
    address varchar not null,
    source varchar not null,
    sha256 varchar,
    stage varchar not null,
    reason varchar not null,
    message varchar not null
);
comment on table raw.rejects is 'One row per thing that was not taken, with the stage and the reason.';

create table if not exists raw.indicators (
    code varchar not null,
    domain varchar not null,
    name_zh varchar not null,
    name_en varchar not null,
    unit varchar not null,
    kind varchar not null,
    aggregation varchar not null,
    polarity varchar not null,
    definition varchar not null
);
comment on table raw.indicators is
'One row per indicator of the catalogue (ingest/indicators/indicators.csv).';

create table if not exists raw.regions (
    code varchar not null,
    name varchar not null,
    level varchar not null,
    parent_code varchar,
    valid_from integer not null,
    valid_to integer,
    invented boolean not null
);
comment on table raw.regions is
'One row per region code (GB/T 2260) and span of years in which it had one name.';

create table if not exists raw.publishers (
    publisher_id varchar not null,
    name varchar not null,
    region_code varchar not null,
    level varchar not null,
    listing varchar,
    listing_kind varchar,
    link_selector varchar,
    title_pattern varchar,
    interval_hours integer not null,
    tls_verify boolean not null,
    note varchar not null,
    obstacle varchar
);
comment on table raw.publishers is
'One row per publisher: of the catalogue (publishers.csv), and, with the note seen, whom a listing or a site search
showed; none as long as there are only the bundled samples.';

create table if not exists raw.known_addresses (
    publisher_id varchar not null,
    address varchar not null,
    known_from varchar not null,
    report_year integer,
    published_on date,
    obstacle varchar
);
comment on table raw.known_addresses is
'One row per publisher and address at which a report is known to stand, whether it was ever asked for or not.';
comment on column raw.known_addresses.known_from is
'catalogue (known_addresses.csv) or listing: some look at a listing showed it, under a title that names the publisher
or none.';
comment on column raw.known_addresses.report_year is
'The year that the report is said to be on; of a listing that tells only a day, the year before it.';
