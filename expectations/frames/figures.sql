-- One row per printed figure that is to be judged, as corrected, for `figure_suite`.
with

figures as (

    select
        f.figure_id, f.sha256, f.raw, f."start", f."end", f.value, f.unit, f.bound, f.measure, f.scope, f.year,
        f.indicator_code, f.correction, d.report_year, d.region_code, d.region_name, d.level, s.is_plan,
        i.kind, i.unit as indicator_unit, i.name_zh as indicator_name_zh, i.name_en as indicator_name_en,
        substring(d.text, f."start" + 1, f."end" - f."start") as printed,
        length(d.text) as text_length,
        substring(d.text, greatest(f."start" - 2, 1), greatest(least(f."start", 3), 0)) as before,
        translate(f.raw, '０１２３４５６７８９．，萬億', '0123456789.,万亿') as plain
    from raw.corrected_figures as f
    semi join figures_to_judge using (figure_id)
    inner join raw.documents as d using (sha256)
    inner join raw.sections as s using (section_id)
    left join raw.indicators as i on f.indicator_code = i.code
    -- Whoever dropped a figure has judged it already.
    where f.correction is distinct from 'drop'

),

-- The number once more, by another way than the extractor's: one run of digits and the multiplier behind it.
-- Words with two numbers, or with numerals beside the digits (3分之1, 两万3千, 7成), are left out.
spelled as (

    select
        * exclude (plain),
        case
            when
                correction is null
                and len(regexp_extract_all(plain, '[0-9][0-9,]*(?:\.[0-9]+)?')) = 1
                and not regexp_matches(plain, '[一二三四五六七八九十两半几数成折番]')
                then try_cast(replace(regexp_extract(plain, '[0-9][0-9,]*(?:\.[0-9]+)?'), ',', '') as decimal(24, 6))
        end as digits,
        regexp_extract(plain, '[0-9][0-9,]*(?:\.[0-9]+)?\s*[余多来]?\s*([百千]?[万亿]+|[百千])?', 1) as multiplier
    from figures

)

select
    spelled.* exclude (digits, multiplier, level, correction, before),
    -- Digits that end at a half-width mark or at a line's end before it: 99,4%. A number of its own begins with no 0.
    case
        when regexp_matches(raw, '^[0０][0-9０-９]')
            or (regexp_matches(raw, '^[0-9０-９]') and regexp_matches(before, '[0-9０-９][,.．·]?\n?$'))
            then replace(before || raw, chr(10), ' ')
    end as longer_number,
    -- Decimals, as the value is one: 83.6 times 100000000 is no whole number in binary fractions.
    try_cast(digits * case multiplier
        when '' then 1 when '百' then 100 when '千' then 1000 when '万' then 10000 when '百万' then 1000000
        when '千万' then 10000000 when '亿' then 100000000 when '百亿' then 10000000000
        when '千亿' then 100000000000 when '万亿' then 1000000000000
    end::decimal(13, 0) as decimal(28, 6)) as spelled_value,
    abs(value) as value_size,
    case
        when kind = 'count' and measure = 'level' and unit <> '%'
            then peoples.people * coalesce(ceilings.most_per_thousand, 10000) / 1000
    end as largest_count,
    peoples.people as largest_people,
    spelled.level
from spelled
left join peoples using (level)
left join ceilings using (indicator_code)
order by sha256, "start"
