with recursive

reports as (

    select * from {{ ref('int_report_current') }}
    where is_current and report_year is not null

),

documents as (

    select
        sha256,
        text
    from {{ ref('stg_documents') }}

),

sections as (

    select
        *,
        {{ heads_problems('heading') }} as is_problem
    from {{ ref('stg_sections') }}

),

-- A section below one on shortcomings or plans is an item of it.
inherited as (

    select
        section_id,
        is_problem or is_plan as is_within,
        is_problem or is_plan as is_outermost
    from sections
    where parent_section_id is null

    union all

    select
        sections.section_id,
        inherited.is_within or sections.is_problem or sections.is_plan as is_within,
        not inherited.is_within and (sections.is_problem or sections.is_plan) as is_outermost
    from sections
    inner join inherited on sections.parent_section_id = inherited.section_id

),

-- Before any text: a text for each section of it is gigabytes.
picked as materialized (

    select
        reports.sha256,
        reports.publisher_key,
        reports.report_year,
        sections.section_id,
        sections.heading,
        sections.is_problem,
        sections."start",
        sections."end"
    from sections
    inner join inherited on sections.section_id = inherited.section_id and inherited.is_outermost
    inner join reports on sections.sha256 = reports.sha256

),

outermost as (

    select
        picked.sha256,
        picked.publisher_key,
        picked.report_year,
        picked.section_id,
        picked.heading,
        picked.is_problem,
        picked."start",
        substring(documents.text, picked."start" + 1, picked."end" - picked."start") as whole
    from picked
    inner join documents on picked.sha256 = documents.sha256

),

headless as (

    select
        *,
        case when starts_with(whole, heading) then length(heading) else instr(whole, chr(10)) end as heading_length
    from outermost

),

bodies as (

    select
        * exclude (heading, heading_length, whole, "start"),
        "start" + heading_length as body_start,
        substring(whole, heading_length + 1) as body
    from headless

),

-- （二）下一步打算, 下一步，我们将…, 2025年，我区将…: from there on a section on both is the plan.
parts as (

    select
        *,
        case
            when is_problem
                then regexp_replace(
                        body,
                        '(?s)(^\s*|[。\n]\s*)(?:[（(]?[一二三四五六七八九十]+[）)、.])?'
                        || '(?:下一步|下步|今后|接下来|明年|新的一年|针对(?:上述|以上|这些)|' || report_year + 1 || '年).*$',
                        '\1'
                    )
            else ''
        end as problems
    from bodies

),

passages as (

    select
        * exclude (body, problems, is_problem),
        'problem' as kind,
        problems as passage
    from parts
    union all
    select
        * exclude (body, problems, is_problem) replace (cast(body_start + length(problems) as bigint) as body_start),
        'promise' as kind,
        substring(body, length(problems) + 1) as passage
    from parts

),

-- 一是…；二是…, （一）…, 1.… at the head of a line: each begins an item. Without any, each sentence is one.
split as (

    select
        *,
        string_split(
            regexp_replace(
                passage,
                '[一二三四五六七八九十]是|第[一二三四五六七八九十]，|[（(][一二三四五六七八九十]+[）)]|(?:^|\n)\s*[0-9]{1,2}[.、．]',
                chr(1), 'g'
            ),
            chr(1)
        ) as marked
    from passages

),

numbered as (

    select
        * exclude (marked),
        kind = 'problem' and len(marked) > 1 as is_numbered,
        unnest(
            case
                -- What stands on the next line is no item any more.
                when kind = 'problem' and len(marked) > 1
                    then list_transform(marked[2:], item -> split_part(trim(item), chr(10), 1))
                else regexp_split_to_array(passage, '[。\n]')
            end
        ) as sentence
    from split

),

-- 主要有：力量不足；数据归集不全: each part of a list without numbers is an item, and what introduces it is none.
listed as (

    select
        * exclude (sentence),
        unnest(
            case
                when is_numbered then [sentence]
                else regexp_split_to_array(
                        regexp_replace(sentence, '^[^：:；;]*(?:主要|表现|问题|不足|短板|薄弱|差距|如下)[^：:；;]*[：:]', ''), '[；;]'
                    )
            end
        ) as item,
        not is_numbered
        and contains(translate(sentence, ';', '；'), '；')
        and regexp_matches(sentence, '不|缺|欠|弱|差距|短板|少数|个别|有待|仍需|尚') as is_listed
    from numbered

),

trimmed as (

    select
        *,
        regexp_replace(
            -- 1.加强培训, （二）加强培训, 二是加强培训: the mark of an item is no word of it.
            regexp_replace(
                item,
                '^[\s，、；：,;:]*(?:(?:[0-9]{1,2}[.、．]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[是、]'
                || '|第[一二三四五六七八九十]，)[\s，、：]*)?',
                ''
            ),
            '[\s；，。;,]+$', ''
        ) as words
    from listed

)

select
    sha256,
    publisher_key,
    report_year,
    section_id,
    kind,
    is_numbered,
    words,
    cast(body_start + instr(passage, words) - 1 as integer) as "start",
    cast(body_start + instr(passage, words) - 1 + length(words) as integer) as "end",
    {{ bigrams('words') }} as bigrams
from trimmed
where
    length(words) >= 8
    and (
        kind = 'promise'
        or is_numbered
        or is_listed
        -- Without numbers only what names a lack is an item, not the sentence that introduces them.
        or (
            regexp_matches(words, '不|缺|欠|弱|差距|短板|少数|个别|有待|仍需|尚')
            and not regexp_matches(words, '(?:存在|仍有|还有)(?:着)?(?:一些|一定|不少|许多|以下)的?(?:问题|不足|短板|差距|薄弱)[^，,：:]*$')
        )
    )
    -- 把法治督察做深做实: a numbered item of the plan, in a section on both.
    and not (
        kind = 'problem'
        and regexp_matches(words, '^(?:把|围绕|强化|加强|深化|推进|健全|完善|持续|着力|加大|加快|坚持|落实|聚焦)')
        and not regexp_matches(words, '不[^断]|缺|欠|弱|差距|短板|有待|仍需|尚')
    )
