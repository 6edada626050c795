with

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

    select * from {{ ref('stg_sections') }}

),

problem_sections as (

    select
        *,
        regexp_matches(heading, '问题|不足|短板|薄弱|差距') as is_problem
    from sections

),

-- A section below one on shortcomings is an item of it.
outermost as (

    select problem_sections.*
    from problem_sections
    left join problem_sections as parents on problem_sections.parent_section_id = parents.section_id
    where problem_sections.is_problem and not coalesce(parents.is_problem, false)

),

passages as (

    select
        reports.sha256,
        reports.publisher_key,
        reports.report_year,
        outermost.section_id,
        outermost."start" as passage_start,
        outermost.ordinal as section_ordinal,
        -- `（二）下一步打算`, `下一步，我们将…`: from there on a section on both is the plan.
        regexp_replace(
            substring(documents.text, outermost."start" + 1, outermost."end" - outermost."start"),
            '(?s)(?:[。\n]\s*)(?:[（(]?[一二三四五六七八九十]+[）)、.])?(?:下一步|下步|今后|接下来|针对(?:上述|以上|这些)).*$',
            '。'
        ) as passage
    from outermost
    inner join reports on outermost.sha256 = reports.sha256
    inner join documents on outermost.sha256 = documents.sha256

),

-- 一是…；二是…, （一）…, 1.… at the head of a line: each begins an item. Without any, each sentence is one.
split as (

    select
        *,
        string_split(
            regexp_replace(
                substring(passage, instr(passage, chr(10)) + 1),
                '[一二三四五六七八九十]是|第[一二三四五六七八九十]，|[（(][一二三四五六七八九十]+[）)]|(?:^|\n)\s*[0-9]{1,2}[.、．]',
                chr(1), 'g'
            ),
            chr(1)
        ) as marked,
        regexp_split_to_array(substring(passage, instr(passage, chr(10)) + 1), '[。\n]') as sentences
    from passages

),

items as (

    select
        * exclude (marked, sentences),
        len(marked) > 1 as is_numbered,
        unnest(case when len(marked) > 1 then marked[2:] else sentences end) as item
    from split

),

trimmed as (

    select
        *,
        -- What stands on the next line is no item any more.
        regexp_replace(
            split_part(regexp_replace(item, '^[\s，、；：]+', ''), chr(10), 1), '[\s；，。]+$', ''
        ) as problem
    from items

)

select
    sha256,
    publisher_key,
    report_year,
    section_id,
    is_numbered,
    problem,
    cast(passage_start + instr(passage, problem) - 1 as integer) as "start",
    cast(passage_start + instr(passage, problem) - 1 + length(problem) as integer) as "end",
    {{ bigrams('problem') }} as bigrams
from trimmed
where
    length(problem) >= 8
    -- What follows on is the plan, or the passage between both.
    and not regexp_matches(problem, '^(?:下一步|下步|20[0-9]{2}年|今后|接下来|针对)')
    -- 把法治督察做深做实: a numbered item of the plan, in a section on both.
    and not (
        regexp_matches(problem, '^(?:把|围绕|强化|加强|深化|推进|健全|完善|持续|着力|加大|加快|坚持|落实|聚焦)')
        and not regexp_matches(problem, '不|缺|欠|弱|差距|短板|有待|仍需|尚')
    )
    -- Without numbers only what names a lack is an item, not the sentence that introduces them.
    and (is_numbered or regexp_matches(problem, '不|缺|欠|弱|差距|短板|少数|个别|有待|仍需|尚'))
