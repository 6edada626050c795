"""Cases that a year takes over from the one before (`上年结转30件`) and leaves to the next one (`正在审理12件`).

They are neither taken in this year nor closed in it. The words decide alone: they name the stage, and nothing else
can be meant by them.
"""

from __future__ import annotations

import re

from ingest.statements.statement import Statement

RULE = "statement.carried"
_UNITS = frozenset({"件", "起", "宗", "例", "件次"})
_TOPICS = {"复议": "reconsideration", "诉讼": "litigation", "应诉": "litigation", "行政案件": "litigation"}
# What cases are of; 行政执法案件 and 依申请公开 are carried over, too, but have no such indicator.
_TOPIC = re.compile(
    r"复议|(?<!民事)(?<!刑事)(?<!公益)诉讼|应诉|(?<!处罚)行政案件|信息公开|申请公开|工单|热线|信访|仲裁|提案|(?<!复议)(?<!检察)建议|民事|刑事|"
    r"法律援助|人民调解|矛盾纠纷|行政处罚案"
)
_TAIL = (
    r"(?:过来|而来|下来|而未审结|本年|今年|案件|行政|复议|诉讼|应诉|申请|办理|审理|继续|的|数|量|有|为|共|了|仍|尚|约|近)"
    r"{0,6}$"
)
_LAST_YEAR = r"(?:上一?年度?|去年|往年|历年|以前年度|上年末|年初|20\d\d年度?)"
# 上年结转, 旧存, 2022年未审结; 结转上年.
_CARRIED = re.compile(
    rf"(?:结转|转入|旧存|遗留|{_LAST_YEAR}(?:尚|仍)?未(?:审结|办结|结案?)|结转(?:自|于)?{_LAST_YEAR})(?:的)?{_TAIL}"
)
# 未审结, 正在审理, 结转下年, 转入下年度办理.
_PENDING = re.compile(
    rf"(?:未(?:审结|办结|结案?)|正在(?:审理|办理)|尚?在(?:审理|办理|审|办)|(?:审理|办理)中|"
    rf"(?:结转|转)(?:至|到|入)?(?:下一?年|次年|翌年|明年)度?)(?:的)?{_TAIL}"
)
# 12件正在审理, 12件未审结, 1件结转下年.
_PENDING_BEHIND = re.compile(
    r"(?:案件)?(?:仍|尚|均|还|目前|正|已)*(?:未(?:审结|办结|结案?)|正在(?:审理|办理)|在(?:审理|办理|审|办)|在?(?:审理|办理)(?:之|过程)?中|"
    r"(?:结转|转)(?:至|到|入)?(?:下一?年|次年|翌年|明年))"
)
# 12件为上年结转, 12件系2022年结转.
_CARRIED_BEHIND = re.compile(rf"(?:案件)?(?:为|系|是|属|由)?{_LAST_YEAR}(?:度)?(?:结转|转入|遗留|旧存)")
# 2件结转2024年.
_TO_A_YEAR = re.compile(r"(?:案件)?(?:已|均)?(?:结转|转)(?:至|到|入)?(20\d\d)年")
# 剩余12件，结转下年办理.
_REST = re.compile(r"(?:剩余|其余|尚有|尚余|另有|还有|余)[^，。；]{0,6}$")
# 结转2024年办理3件, 转入2024年3件; not 由2020年12件增至2024年31件.
_YEAR_OF_CARRYING = re.compile(
    r"结转(?:至|到|入)?(20\d\d)年度?(?:办理|审理|的|案件)*$|(?<![增降升减加少长跌])(?:至|到|入)(20\d\d)年度?(?:办理|审理)?$"
)
# 受理128件（含上年结转28件）; 受理128件，其中上年结转28件 says the same.
_INCLUDED = re.compile(
    rf"(?:[（(]|，?其中)(?:均|已)?(?:含|包括|包含)?(?:有)?(?:{_LAST_YEAR}(?:度)?(?:结转|转入|遗留|旧存)|旧存|结转{_LAST_YEAR})"
)


def carried_code(statement: Statement) -> str | None:
    """`reconsideration.carried_over`, `litigation.pending` …; None where the figure is no such count of cases."""
    figure = statement.figure
    if figure.measure != "level" or figure.unit not in _UNITS:
        return None
    stage = _stage(statement)
    topic = _topic(statement) if stage else None
    return f"{topic}.{stage}" if topic else None


def is_of_carried(code: str) -> bool:
    """Whether a code is one of those that `carried_code` tells."""
    return code.endswith((".carried_over", ".pending"))


def includes_carried(statement: Statement) -> bool:
    """Whether the figure counts cases carried over, too: `受理128件（含上年结转28件）`."""
    _, after = statement.line.spots[statement.place]
    return _INCLUDED.match(statement.line.text, after) is not None


def _stage(statement: Statement) -> str | None:
    line, window = statement.line.text, statement.window
    before = line[window.before[0] : window.before[1]]
    behind = line[window.after[0] : window.sentence[1]]
    said = (_YEAR_OF_CARRYING.search(before), _TO_A_YEAR.match(behind))
    year = next((int(match[match.lastindex or 1]) for match in said if match), None)
    if year and statement.report_year:
        return "pending" if year > statement.report_year else "carried_over"
    if _PENDING_BEHIND.match(behind) or (_REST.search(before) and _PENDING_BEHIND.match(behind.removeprefix("，"))):
        return "pending"
    if _CARRIED_BEHIND.match(behind) or _CARRIED.search(before):
        return "carried_over"
    return "pending" if _PENDING.search(before) else None


def _topic(statement: Statement) -> str | None:
    """Of what the cases are: the last subject named before the figure, in its line or above it."""
    line, window = statement.line, statement.window
    for words in (line.text[: window.before[1]], line.heading, line.title):
        if named := _TOPIC.findall(words):
            return _TOPICS.get(named[-1])
    return None
