-- A query is cut into the words that the reports say, the longest first.
with recursive
asked as (
    -- Reports' words are kept in half-width forms; input methods type full-width ones.
    select
        translate(
            nfc_normalize(lower(query)),
            '０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ％',
            '0123456789abcdefghijklmnopqrstuvwxyz%'
        ) as typed
),

places as (
    select
        typed,
        unnest(range(1, length(typed) + 1)) as place
    from asked
),

sized as (
    select
        *,
        unnest(range(1, 13)) as size
    from places
),

found as (
    select
        sized.place,
        max_by(vocabulary.token, sized.size) as word
    from sized
    inner join raw.vocabulary as vocabulary on substring(sized.typed, sized.place, sized.size) = vocabulary.token
    where sized.place + sized.size <= length(sized.typed) + 1
    group by sized.place
),

walk as (
    select
        0 as step,
        1::bigint as place,
        null::varchar as word
    union all
    select
        walk.step + 1 as step,
        walk.place + coalesce(length(found.word), 1) as place,
        found.word
    from walk
    left join found on walk.place = found.place
    where walk.place <= (select length(typed) from asked)
)

select
    word,
    min(step) as step
from walk
where word is not null
group by word
order by step
