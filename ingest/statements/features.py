"""What is known of a figure's statement, as names of features: the evidence that whose and confidence weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.indicators.assigning import Proposal
from ingest.indicators.catalogue import load_catalogue
from ingest.indicators.mentions import load_lexicon
from ingest.statements.parts import signs_of
from ingest.statements.statement import Statement

_KINDS = {indicator.code: indicator.kind for indicator in load_catalogue()}

# Words that may stand in an object and make no part of it: `各类`, `全县`, `依法`.
_NEUTRAL = re.compile(
    r"各类|各级|各项|各种|全(?:省|市|县|区|州|旗|镇|乡|街|年|国|部|系统|体)|本(?:级|年|地)|依法|行政|有关|相关|等|重大|重要|专题|专项|"
    r"集中|法治|法律|政府|工作|活动|案件|人员|次数|数量|总|年度|市级|县级|区级|开展|组织|进行|完成|共|的|了|类|多|余|名|件|个|项"
)
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
        held = {*_of_words(statement), *_of_place(statement), *_of_proposal(statement), *_of_match(statement)}
        code = statement.proposal.code or statement.pattern_code or ""
        held.update([f"sign.{name}" for name in signs_of(statement, code)])
        if statement.listed:
            held.add("sign.listed")
        statement.held = held
    return statement.held


def candidate_features(statement: Statement, code: str) -> list[str]:
    """Names of what holds for one code that is proposed for a statement: by whom, how well it fits, against which."""
    proposal, match = statement.proposal, statement.match
    by_phrase = proposal.code if proposal.how != "share" else None
    by_pattern = statement.pattern_code
    found = [
        f"code.{code}",
        f"by.{'both' if by_phrase == by_pattern else 'pattern' if code == by_pattern else 'phrase'}",
    ]
    if by_phrase and by_pattern and by_phrase != by_pattern:
        found.append("by.conflict")
    if statement.figure.indicator_code == code:
        found.append("phrase.total")
    if code == by_pattern and match is not None and proposal.base is None:
        found += [
            f"pattern.{'head' if match.head else 'bare' if match.bare else 'again'}",
            f"pattern.deed{match.deed}",
            f"pattern.topic{min(match.topic, 4)}",
            f"pattern.length{min(match.length, 6)}",
            f"pattern.competitors{min(len({other.pattern.code for other in statement.matches}), 3)}",
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
    if match.pattern.code != statement.proposal.code:
        yield "match.other_code"


def _of_words(statement: Statement) -> Iterator[str]:
    line, window = statement.line.text, statement.window
    own = line[window.before[0] : window.before[1]]
    behind = line[window.after[0] : window.after[1]]
    clause = line[window.clause : window.before[1]]
    sentence = line[window.sentence[0] : window.before[1]]
    phrase = statement.phrase
    thing = statement.thing
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


def _of_proposal(statement: Statement) -> Iterator[str]:
    proposal = statement.proposal
    yield f"how.{proposal.how.partition('.')[0]}"
    if proposal.how.startswith("series"):
        yield f"how.{proposal.how}"
    if proposal.code is None:
        return
    yield "proposed"
    yield f"domain.{proposal.code.partition('.')[0]}"
    yield f"domain.{proposal.code.partition('.')[0]}.{statement.publisher.kind}"
    yield f"kind.of_code.{_KINDS.get(proposal.code, '')}"
    for part in proposal.parts:
        yield f"part.{part}"
    if statement.same_code:
        yield f"same_code.{min(statement.same_code, 3)}"
        yield "same_code.first" if statement.first_of_code else "same_code.later"
    if statement.largest_of_code is False:
        yield "same_code.smaller"
    yield from _of_rule(statement, proposal)


def _of_rule(statement: Statement, proposal: Proposal) -> Iterator[str]:
    rule, view = proposal.rule, proposal.view
    if rule is None or view is None or proposal.how != "rule":
        return
    yield f"weight.{min(rule.weight // 5, 6)}"
    if view.inherited and rule.of:
        yield "inherited"
        if statement.topic_distance is not None:
            yield f"inherited.{min(statement.topic_distance, 3)}"
        else:
            yield "inherited.far"
    own = statement.window
    if view.window.before[0] < own.before[0]:
        yield "wider"
    if len(rule.here) == 1 and not rule.of:
        yield "single"
    extra = uncovered(statement, proposal)
    yield f"uncovered.{'0' if not extra else '1-2' if len(extra) < 3 else '3-5' if len(extra) < 6 else '6+'}"
    if view.inherited and rule.of and extra:
        yield "inherited.uncovered"


def uncovered(statement: Statement, proposal: Proposal) -> str:
    """The words of the object that neither the pattern nor common words account for: `校园` in `校园法治宣传活动`."""
    span = statement.phrase.object
    if span is None or proposal.rule is None or proposal.view is None:
        return ""
    masks = load_lexicon().masks
    wanted = proposal.rule.of
    for group in (*proposal.rule.here, *proposal.rule.around):
        wanted |= group
    line = statement.line.text
    marks = bytearray(span[1] - span[0])
    for word, start, end in statement.line.mentions_between(*span):
        if masks[word] & wanted:
            marks[start - span[0] : end - span[0]] = b"\x01" * (end - start)
    for match in _NEUTRAL.finditer(line, *span):
        marks[match.start() - span[0] : match.end() - span[0]] = b"\x01" * (match.end() - match.start())
    return "".join(
        sign for sign, mark in zip(line[slice(*span)], marks, strict=True) if not mark and "\u4e00" <= sign <= "\u9fff"
    )
