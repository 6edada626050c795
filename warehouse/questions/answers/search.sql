-- Sentences are ranked by BM25 (k1 = 1.2, b = 0.75). One shorter than the mean counts as a mean one: headings, which
-- say little but the word, would come first otherwise.
with
current_reports as (
    select
        sha256,
        region_name,
        report_year,
        address
    from marts.dim_report
    where is_current
),

said as (
    select
        tokens.sha256,
        tokens.token,
        unnest(tokens.sentences) as ordinal
    from raw.tokens as tokens
    inner join main.words_in(query) as words on tokens.token = words.word
    semi join current_reports on tokens.sha256 = current_reports.sha256
),

hits as (
    select
        sha256,
        ordinal,
        token,
        count(*) as times
    from said
    group by sha256, ordinal, token
),

whole as (
    select
        count(*) as sentences,
        avg(words) as mean_words
    from raw.sentences
),

weights as (
    select
        hits.token,
        ln(1 + (any_value(whole.sentences) - count(*) + 0.5) / (count(*) + 0.5)) as weight
    from hits
    cross join whole
    group by hits.token
),

scored as (
    select
        hits.sha256,
        hits.ordinal,
        sum(
            weights.weight * hits.times * 2.2
            / (hits.times + 1.2 * (0.25 + 0.75 * greatest(sentences.words / whole.mean_words, 1)))
        ) as score,
        list_sort(list(hits.token)) as words
    from hits
    inner join weights on hits.token = weights.token
    inner join raw.sentences as sentences on hits.sha256 = sentences.sha256 and hits.ordinal = sentences.ordinal
    cross join whole
    group by hits.sha256, hits.ordinal
    order by score desc, hits.sha256 asc, hits.ordinal asc
    limit n
)

select
    round(scored.score, 3) as score,
    scored.words,
    reports.region_name,
    reports.report_year,
    substring(documents.text, sentences."start" + 1, sentences."end" - sentences."start") as quote,
    sentences."start",
    sentences."end",
    reports.address as report_address,
    scored.sha256
from scored
inner join raw.sentences as sentences on scored.sha256 = sentences.sha256 and scored.ordinal = sentences.ordinal
inner join raw.documents as documents on scored.sha256 = documents.sha256
inner join current_reports as reports on scored.sha256 = reports.sha256
order by scored.score desc, reports.report_year desc, scored.sha256 asc, sentences."start" asc
