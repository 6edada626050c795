-- Who is meant by a name: the best kind of match alone. A whole name or code comes before a name without its level
-- word (鹤汀 for 鹤汀市), this before the beginning of a name (鹤), and all of them before what only looks alike ('near').
with
publishers as (
    select
        publisher_key,
        max_by(region_code, report_year) as region_code,
        coalesce(max_by(region_name, report_year), max_by(issuer, report_year)) as name,
        list(distinct region_name) as names
    from marts.dim_report
    where is_current
    group by publisher_key
),

asked as (
    select trim(cast(asked_region as varchar)) as word
),

compared as (
    select
        publishers.*,
        asked.word,
        regexp_replace(
            publishers.name, '(特别行政区|(?:维吾尔|壮族|回族)?自治区|自治州|自治县|自治旗|地区|新区|林区|[省市县区州盟旗])$', ''
        ) as bare_name
    from publishers
    cross join asked
),

ranked as (
    select
        publisher_key,
        region_code,
        name,
        case
            when word in (publisher_key, region_code) or list_contains(names, word) then 1
            when word = bare_name and length(bare_name) > 1 then 2
            when starts_with(name, word) and word <> '' then 3
            else 4
        end as kind,
        greatest(
            jaro_winkler_similarity(name, word),
            jaro_winkler_similarity(bare_name, word),
            case when contains(name, word) or contains(word, bare_name) then 0.9 else 0 end
        ) as likeness
    from compared
)

select
    publisher_key,
    region_code,
    name,
    ['whole', 'without_level', 'beginning', 'near'][kind] as match
from ranked
qualify
    kind = min(kind) over ()
    and (kind < 4 or (likeness > 0.5 and row_number() over (order by likeness desc, publisher_key asc) <= 5))
order by publisher_key
