-- Which indicator is meant by a code or a name in either language: the best kind of match alone. A whole name comes
-- before its beginning, this before words within it (胜诉 for 行政诉讼胜诉率), all before what only looks alike ('near').
with
asked as (
    select lower(trim(cast(asked_indicator as varchar))) as word
),

compared as (
    select
        indicators.indicator_code,
        indicators.name_zh,
        indicators.name_en,
        asked.word,
        [indicators.indicator_code, indicators.name_zh, lower(indicators.name_en)] as names
    from marts.dim_indicator as indicators
    cross join asked
),

ranked as (
    select
        indicator_code,
        name_zh,
        name_en,
        case
            when list_contains(names, word) then 1
            when word = '' then 4
            when list_bool_or(list_transform(names, lambda name: starts_with(name, word))) then 2
            when list_bool_or(list_transform(names, lambda name: contains(name, word))) then 3
            else 4
        end as kind,
        greatest(
            list_max(list_transform(names, lambda name: jaro_winkler_similarity(name, word))),
            len(list_intersect(string_split(word, ''), string_split(name_zh, ''))) / length(word)
        ) as likeness
    from compared
)

select
    indicator_code,
    name_zh,
    name_en,
    ['whole', 'beginning', 'within', 'near'][kind] as match
from ranked
qualify
    kind = min(kind) over ()
    and (kind < 4 or (likeness >= 0.5 and row_number() over (order by likeness desc, indicator_code asc) <= 5))
order by indicator_code
