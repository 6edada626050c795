"""What is known of a figure's statement, as names of features: the evidence that whose and confidence weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.indicators.catalogue import load_catalogue
from ingest.statements.parts import signs_of
from ingest.statements.statement import Statement

_KINDS = {indicator.code: indicator.kind for indicator in load_catalogue()}

# A clause that names a kind: `处罚类109件`, `涉企案件3件`, `土地领域案件`.
_KIND = re.compile(r"类[^，。；]{0,4}$|涉[\u4e00-\u9fff]{1,4}(?:案件|纠纷|类)?|领域|方面|等[\u4e00-\u9fff]{0,4}类")
_SUBSET = re.compile(
    r"高频|重点|首批|部分|其余|其他|另有|尚|未|不足|困难|农民工|未成年|妇女|残疾人|老年|学生|校园|青少年|涉外|涉企"
)
_NEW = re.compile(r"新(?:增|建|培养|培育|设|创建|认定|聘|命名|评|发展|选聘|组建|申报|任)")
_WHOLE = re.compile(r"全(?:省|市|县|区|州|旗|镇|乡|街道|系统|域)|共(?!同|享|建|和|产)|累计|合计|总计|总数|总量|全年")
_AMONG = re.compile(r"其中|包括|包含|含(?![量有义金])|分为|分别为|按[\u4e00-\u9fff]{2,8}分")
_BREAKDOWN = re.compile(r"(?:从|按)[^，。；]{1,12}(?:看|分|划分)|案件类型|主要(?:涉及|集中|为|包括)|排名前|位居前|分布")
_EACH = re.compile(r"各(?![类项级种地部单乡镇县市区族界方行])[^，。；]{0,6}$|每|平均|人均|至少|不少于")
_TARGET = re.compile(r"力争|目标|计划|拟|确保|将(?!.{0,12}(?:纳入|列入|作为|其))|到20\d\d年|争取")
_PASSIVE = re.compile(r"被|入选|获评|荣获|评为|表彰|命名为|位列|排名|居")
_STAGE = re.compile(r"(?:已|未|尚未)?(?:审结|办结|结案|维持|驳回|调解|和解|撤销|胜诉|败诉|整改|采纳)")
_QUOTED = re.compile(r"“[^”]{1,20}”")


# What makes a count one of a kind, wherever it stands before the noun: `校园法治宣传`, `涉企案件`, `禁毒手册`.
_KIND_WORDS = re.compile(
    r"涉(?!及|诉|法)[\u4e00-\u9fff]{1,3}|校园|企业|农民工|未成年|妇女|老年|残疾|青少年|学生|禁毒|反诈|民法典|环境|环保|食品|药品|知识产权|劳[动资]|"
    r"交通|金融|医疗|医患|物业|邻里|土地|婚姻|家庭|治安|消防|房地产|征地|拆迁|社保|医保|教育|税|水利|林业|农业|文化|旅游|海上|渔|民事|刑事|商事|"
    r"信息公开|简易|一般程序|普通程序|规划|城管|安全生产|招投标|工程|证照分离|秒批|帮办|高频|闭会|大会|集体|委员"
)
_BODY_WORDS = re.compile(
    r"本级|[省市县区]政府(?!规范|规章|常务|党组|法律)|部门|镇街|乡镇|街道|市直|县直|区直|[市县区](?!级)[\u4e00-\u9fff]{1,6}局|开发区|高新区|"
    r"机关干部|干部职工|全体|支部|基层|[\u4e00-\u9fff]{2}(?:派出所|司法所|法庭)"
)


def features(statement: Statement) -> set[str]:
    """Names of what holds for a statement; they are kept, as those beside it ask for them, too."""
    if statement.held is None:
        held = {*_of_words(statement), *_of_place(statement), *_of_code(statement), *_of_match(statement)}
        held.update([f"sign.{name}" for name in signs_of(statement, statement.code or "")])
        if statement.listed:
            held.add("sign.listed")
        statement.held = held
    return statement.held


def candidate_features(statement: Statement, code: str) -> list[str]:
    """Names of what holds for one code that is proposed for a statement: how well it fits, against which."""
    match = statement.match
    found = [f"code.{code}"]
    if match is not None and statement.how == "pattern":
        found += [
            f"pattern.uncovered{(statement.uncovered + 2) // 3 if statement.uncovered < 6 else 3}",
            f"pattern.{'head' if match.head else 'bare' if match.bare else 'again'}",
            f"pattern.deed{match.deed}",
            f"pattern.topic{min(match.topic, 4)}",
            f"pattern.length{min(match.length, 6)}",
            f"pattern.competitors{min(len({other.pattern.code for other in statement.matches}), 3)}",
            f"pattern.supporters{min(sum(other.pattern.code == code for other in statement.matches), 4)}",
        ]
    return found


def _of_match(statement: Statement) -> Iterator[str]:
    thing, own = statement.thing, statement.own
    for name, words in (("thing", thing), ("own", own)):
        if _KIND_WORDS.search(words):
            yield f"kind_word.{name}"
        if _BODY_WORDS.search(words):
            yield f"body_word.{name}"
    if thing.endswith("类"):
        yield "thing.类"
    if statement.bare:
        yield "bare"
    match = statement.match
    if match is None:
        yield "match.none"
        return
    yield f"match.{'head' if match.head else 'bare' if match.bare else 'again'}"
    yield f"match.deed{match.deed}"
    yield f"match.topic{min(match.topic, 4)}"
    if match.pattern.code != statement.code:
        yield "match.other_code"


def _of_words(statement: Statement) -> Iterator[str]:
    line, window, phrase = statement.line.text, statement.window, statement.phrase
    own, clause, sentence, thing = statement.own, statement.clause, statement.sentence, statement.thing
    behind = line[window.after[0] : window.after[1]]
    for name, pattern, words in (
        ("kind.own", _KIND, own),
        ("kind.clause", _KIND, clause),
        ("kind.behind", _KIND, behind),
        ("subset.own", _SUBSET, own),
        ("subset.behind", _SUBSET, behind),
        ("new.own", _NEW, own),
        ("new.behind", _NEW, behind),
        ("whole.own", _WHOLE, own),
        ("whole.clause", _WHOLE, clause),
        ("whole.sentence", _WHOLE, sentence),
        ("each", _EACH, clause),
        ("target", _TARGET, clause),
        ("passive.behind", _PASSIVE, line[window.after[0] : window.after[0] + 24].split("。")[0]),
        ("passive.own", _PASSIVE, own),
        ("stage.own", _STAGE, own),
        ("breakdown.sentence", _BREAKDOWN, sentence),
        ("quoted.own", _QUOTED, own[-24:]),
        ("quoted.behind", _QUOTED, behind),
        ("thing.kind", _KIND, thing),
    ):
        if words and pattern.search(words):
            yield name
    if not phrase.object:
        yield "object.none"
    elif phrase.object[0] >= window.before[1]:
        yield "object.behind"
    if not phrase.deed:
        yield "deed.none"
    among = list(_AMONG.finditer(sentence))
    if among:
        gap = sentence[among[-1].end() :]
        parts = gap.count("，") + gap.count("、") + gap.count("；")
        yield f"among.{min(parts, 3)}"
        if "；" in gap:
            yield "among.semicolon"
    if window.bracketed:
        yield "bracketed"
    if window.bracketed and _AMONG.search(clause):
        yield "bracketed.among"


def _of_place(statement: Statement) -> Iterator[str]:
    figure, sibling = statement.figure, statement.sibling
    yield f"publisher.{statement.publisher.kind}"
    yield f"measure.{figure.measure}"
    yield f"subject.{statement.subject.role}"
    if statement.subject.role != "none":
        yield f"subject.{statement.subject.role}.{min(statement.subject.clauses, 2)}"
    if sibling.total:
        yield "sum.total"
    if sibling.component:
        yield "sum.component"
    yield f"alike.{min(sibling.alike, 4)}"
    if sibling.alike > 1:
        yield f"alike.place.{min(sibling.place, 2)}"
    if figure.unit == "%":
        yield "unit.%"
    if statement.line.is_row:
        yield "row"
    if figure.year is None:
        yield "year.none"
    elif statement.report_year is not None and figure.year != statement.report_year:
        yield "year.before" if figure.year < statement.report_year else "year.after"
    for name in statement.cues:
        yield f"cue.{name}"
    if statement.span:
        yield "period.span"
    if statement.short:
        yield "period.short"
    if statement.part_of_year:
        yield "document.part_of_year"


def _of_code(statement: Statement) -> Iterator[str]:
    yield f"how.{statement.how.partition('.')[0]}"
    if statement.how.startswith("series"):
        yield f"how.{statement.how}"
    if statement.code is None:
        return
    domain = statement.code.partition(".")[0]
    yield "proposed"
    yield f"domain.{domain}"
    yield f"domain.{domain}.{statement.publisher.kind}"
    yield f"kind.of_code.{_KINDS.get(statement.code, '')}"
    if statement.same_code:
        yield f"same_code.{min(statement.same_code, 3)}"
        yield "same_code.first" if statement.first_of_code else "same_code.later"
    if statement.largest_of_code is False:
        yield "same_code.smaller"
