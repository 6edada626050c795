-- One row per current report, for `report_suite`: what the report says of itself, beside the other reports.
with

documents as (

    -- Not the text itself: what is asked of it is asked here, so that no text waits in memory.
    select
        sha256, address, title, region_code, region_name, level, report_year, published_on, fetched_at,
        length(text) as text_length,
        mentions(text, report_year || '年') as year_mentions,
        -- title_says:2022, where text and date are of another year.
        nullif(regexp_extract(head_notes['report_year'], 'title_says:(\d+)', 1), '')::integer as title_year,
        mentions(text, stem(region_name)) as own_mentions,
        -- A government publishes one report a year, whoever signs it; a department is told by its name.
        case
            when region_code is not null and level in ('nation', 'province', 'prefecture', 'county', 'township')
                then region_code || '/' || level
            else concat_ws('/', region_code, level, coalesce(issuer, region_name, sha256))
        end as publisher_key,
        regexp_extract(text, '([^\n]*\S)\s*$', 1) as last_line,
        regexp_extract(text, '([^\n]*\S)\s*\n[^\n]*\S\s*$', 1) as line_before,
        -- A blank of a draft, or a letter in the place of a digit, before a measure word.
        nullif(regexp_extract(
            text,
            '[^\n]{0,8}(?:[XxＸ×*＊□○?？]{2,}|[0-9]+[OoIl][0-9OoIl]*|\b[Ol][0-9]+)(?:件|名|人|次|个|条|份|项|起|%|％)'
        ), '') as illegible_words
    from raw.documents
    where is_current

),

figures as (

    select distinct f.sha256, f.indicator_code, f.value, d.publisher_key, d.report_year
    from raw.corrected_figures as f
    inner join documents as d using (sha256)
    where
        f.indicator_code is not null
        and f.measure = 'level'
        and f.year = d.report_year
        and f.correction is distinct from 'drop'

),

counted as (

    select
        sha256,
        count(distinct indicator_code) as indicator_count,
        count(*) filter (where value >= 20 and value <> 100) as telling_count
    from figures
    group by sha256

),

-- Small numbers and full rates are the same everywhere by chance; a number that many share tells nothing either.
telling as (

    select *
    from figures
    where value >= 20 and value <> 100
    qualify count(*) over (partition by indicator_code, value) <= 30

),

shared as (

    select
        one.sha256,
        other.sha256 as repeats_sha256,
        one.publisher_key = other.publisher_key as is_own,
        count(*) as repeated_count,
        count(*) / least(any_value(a.telling_count), any_value(b.telling_count)) as repeated_share
    from telling as one
    inner join telling as other using (indicator_code, value)
    inner join counted as a on one.sha256 = a.sha256
    inner join counted as b on other.sha256 = b.sha256
    where
        one.sha256 <> other.sha256
        -- Of two years of one publisher the later one is the copy.
        and (one.publisher_key <> other.publisher_key or one.report_year > other.report_year)
    group by one.sha256, other.sha256, is_own
    having repeated_count >= 8 and repeated_share >= 0.6

),

copied as (

    select
        shared.sha256,
        arg_max(
            shared.repeats_sha256, (repeated_count, shared.repeats_sha256)
        ) filter (where is_own) as own_sha256,
        coalesce(max(repeated_count) filter (where is_own), 0) as own_repeated,
        arg_max(
            shared.repeats_sha256, (repeated_count, shared.repeats_sha256)
        ) filter (where not is_own) as foreign_sha256,
        coalesce(max(repeated_count) filter (where not is_own), 0) as foreign_repeated
    from shared
    group by shared.sha256

),

plans as (

    select
        sha256,
        max(regexp_extract(heading, '(20[0-9]{2})\s*年', 1)::integer) as plan_year
    from raw.sections
    where is_plan and regexp_matches(heading, '20[0-9]{2}\s*年')
    group by sha256

),

named as (

    select sha256, region_code, own_mentions
    from documents
    where level in ('prefecture', 'county') and region_code is not null

),

-- Only a report that hardly names its own region is searched for those beside it.
neighbours as (

    select
        named.sha256,
        arg_max(others.name, (mentions(d.text, others.name), others.name)) as neighbour_name,
        max(mentions(d.text, others.name)) as neighbour_mentions
    from named
    inner join raw.documents as d using (sha256)
    inner join raw.regions as own on named.region_code = own.code and own.valid_to is null
    inner join raw.regions as others
        on own.parent_code = others.parent_code and own.level = others.level and own.code <> others.code
    -- Most are named nowhere: to see that takes a hundredth of the time that counting takes.
    where named.own_mentions <= 2 and contains(d.text, others.name)
    group by named.sha256

),

-- A title that names a neighbour, and its own region nowhere.
titles as (

    select d.sha256, any_value(others.name order by others.code) as title_neighbour
    from documents as d
    inner join raw.regions as own on d.region_code = own.code and own.valid_to is null
    inner join raw.regions as others
        on own.parent_code = others.parent_code and own.level = others.level and own.code <> others.code
    where not contains(d.title, stem(d.region_name)) and contains(d.title, others.name)
    group by d.sha256

),

-- 全县, 我县, 县委, 县政府: whose whole the text speaks of.
kinds as (

    select sha256, region_name[-1] as own_kind, kind, count(*) as times
    from (
        select
            sha256, region_name,
            regexp_extract(unnest(list_filter(
                regexp_extract_all(
                    text, '[全我][省市州盟县旗区][场域]?|[省市州盟县旗区](?:党?委员?|(?:人民)?政府)'
                ),
                -- 全市场, 全区域, 社区委员
                lambda said: not regexp_matches(said, '[场域员]$')
            )), '[省市州盟县旗区]') as kind
        from raw.documents
        where
            is_current and region_code is not null and level in ('province', 'prefecture', 'county')
            and regexp_matches(region_name, '[省市州盟县旗区]$') and not ends_with(region_name, '地区')
    )
    group by all

),

spoken as (

    select
        sha256,
        any_value(own_kind) as own_kind,
        coalesce(sum(times) filter (where kind = own_kind), 0)::integer as own_kind_mentions,
        arg_max(kind, (times, kind)) filter (where kind <> own_kind) as other_kind,
        coalesce(max(times) filter (where kind <> own_kind), 0) as other_kind_mentions
    from kinds
    group by sha256

),

-- Another region of the same name, in another city; the city that the text names most often.
namesakes as (

    select
        d.sha256,
        any_value(own_parent.name) as own_parent,
        any_value(mentions(d.text, stem(own_parent.name))) as own_parent_mentions,
        arg_max(
            others_parent.name, (mentions(d.text, stem(others_parent.name)), others_parent.name)
        ) as namesake_parent,
        max(mentions(d.text, stem(others_parent.name))) as namesake_parent_mentions
    from raw.documents as d
    inner join raw.regions as own on d.region_code = own.code and own.valid_to is null
    inner join raw.regions as own_parent on own.parent_code = own_parent.code and own_parent.valid_to is null
    inner join raw.regions as others
        on
            own.name = others.name and own.level = others.level and own.parent_code <> others.parent_code
            and others.valid_to is null
    inner join raw.regions as others_parent
        on others.parent_code = others_parent.code and others_parent.valid_to is null
    where d.is_current
    group by d.sha256

),

repeated as (

    select sha256, count(*) as repeated_paragraphs, min_by(left(line, 20), line) as repeated_words
    from (
        select sha256, line
        from (
            select sha256, trim(unnest(string_split(text, chr(10)))) as line from raw.documents
            where is_current
        )
        where length(line) >= 60
        group by sha256, line
        having count(*) > 1
    )
    group by sha256

),

before as (

    select publisher_key, report_year, max(indicator_count) as indicator_count
    from documents
    inner join counted using (sha256)
    group by all

),

spans as (

    select code, min(valid_from) as first_year, max(coalesce(valid_to, 9999)) as last_year
    from raw.regions
    group by code

)

select
    d.sha256, d.address, d.title, d.publisher_key, d.region_code, d.region_name, d.level, d.report_year,
    d.report_year as year, d.published_on, d.text_length,
    year(d.fetched_at) as fetched_year,
    d.year_mentions,
    d.title_year,
    plans.plan_year,
    date_diff('day', make_date(d.report_year, 11, 1), d.published_on) as days_after_november,
    date_diff('day', d.published_on, d.fetched_at::date) as days_before_fetch,
    coalesce(named.own_mentions, 1) as own_mentions,
    neighbours.neighbour_name,
    coalesce(neighbours.neighbour_mentions, 0) as neighbour_mentions,
    titles.title_neighbour,
    spoken.own_kind, spoken.own_kind_mentions, spoken.other_kind, spoken.other_kind_mentions,
    namesakes.own_parent, namesakes.own_parent_mentions,
    namesakes.namesake_parent, namesakes.namesake_parent_mentions,
    coalesce(repeated.repeated_paragraphs, 0) as repeated_paragraphs,
    repeated.repeated_words,
    d.illegible_words,
    coalesce(copied.own_repeated, 0) as own_repeated,
    own.report_year as own_repeated_year,
    own.address as own_repeated_address,
    coalesce(copied.foreign_repeated, 0) as foreign_repeated,
    elsewhere.region_name as foreign_region_name,
    elsewhere.report_year as foreign_year,
    coalesce(counted.indicator_count, 0) as indicator_count,
    before.indicator_count as prior_indicator_count,
    case
        when before.indicator_count >= 10 then coalesce(counted.indicator_count, 0) / before.indicator_count
    end as share_of_prior,
    case
        when
            length(d.last_line) >= 25
            and not ends_a_sentence(d.last_line)
            -- Nor an item of a list in which none ends with a mark: ○ … ○ …
            and not (
                regexp_matches(d.last_line, '^\s*[^\s　0-9A-Za-z一-龥（(“《]')
                and left(trim(d.last_line), 1) = left(trim(d.line_before), 1)
                and not ends_a_sentence(d.line_before)
            )
            then right(d.last_line, 20)
    end as cut_words,
    count(*) over (partition by d.publisher_key, d.report_year) as reports_of_year,
    case when d.report_year is not null then spans.first_year end as region_first_year,
    case when d.report_year is not null then spans.last_year end as region_last_year
from documents as d
left join counted using (sha256)
left join plans using (sha256)
left join named using (sha256)
left join neighbours using (sha256)
left join titles using (sha256)
left join spoken using (sha256)
left join namesakes using (sha256)
left join repeated using (sha256)
left join copied using (sha256)
left join documents as own on copied.own_sha256 = own.sha256
left join documents as elsewhere on copied.foreign_sha256 = elsewhere.sha256
left join before on d.publisher_key = before.publisher_key and d.report_year - 1 = before.report_year
left join spans on d.region_code = spans.code
order by d.sha256
