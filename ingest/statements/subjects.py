"""Whose deed a figure tells: the body that the words before it name as acting."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ingest.statements.publisher import Publisher

Role = Literal["own", "whole", "above", "court", "organ", "place", "people", "none"]

# A clause may begin with a time or a connective before it names who acts: `2023年，市中级人民法院受理…`.
_LEAD = (
    r"(?:其中|此外|另外|同时|并且|目前|今年|去年|全年|年内|截至目前|据统计|[一二三四五六七八九]是|"
    r"(?:20\d\d年度?|[0-9]{1,2}月)(?:以来|底|末)?|[（(][一二三四五六七八九十]{1,2}[）)]|[0-9]{1,2}[.．、])*[，：]?"
)
_MARK = re.compile("[。；，：:;,？！（(“]")
_NAME = r"[\u4e00-\u9fff（）()、“”]"
_SUBJECT = re.compile(
    rf"[ \u3000]*{_LEAD}(?:由|经)?(?:"
    rf"(?P<court>{_NAME}{{0,12}}?(?:法院|检察院|检察机关|审判机关|法检两院))"
    rf"|(?P<nation>全国|我国|国务院|中央|国家|最高人民法院|司法部)"
    rf"|(?P<whole>(?:全(?:省|市|县|区|州|旗|镇|乡|街道|系统|局|委|厅|盟|域|自治区)|我(?:省|市|县|区|州|旗|镇|乡|街道|局|委|厅|办)"
    rf"|本(?:省|市|县|区|机关|局|级)|各级|各地|各部门|各单位|各乡镇|各镇街|全体){_NAME}{{0,10}})"
    rf"|(?P<seat>[省市州县区](?=里))里"
    rf"|(?P<place>(?!全|各|本|我)[\u4e00-\u9fff]{{1,4}}(?<![个些的])(?:街道|镇|乡|社区|村|开发区|高新区|园区)(?![\u4e00-\u9fff]{{0,2}}级))"
    rf"|(?P<organ>(?!全|各|本|我)(?:[省市县区州旗镇]|[\u4e00-\u9fff]{{2,4}}[省市县区州旗])?[\u4e00-\u9fff]{{1,8}}?"
    rf"(?:局|厅|(?<![各个关级府主管能法位有])部门|委(?!托|员|派)|办公室|总队|支队|大队|中队|中心(?!组)|派出所|司法所|执法队|公司|协会|商会|仲裁委员会|学校))"
    rf"|(?P<people>(?:全体|机关)?(?:干部职工|工作人员|机关干部|志愿者|律师|村民|群众|学生|学员))"
    r")(?=[共累已均先牵联依按积组开举办受收接审处调化查检发制印出完建培参派出实新承录对为向将在以通运坚把进推做作落深抽劝，]|公[布开示告]|立案|巡查|监督|约谈|拆除|[0-9])"
)
_WHOLE = re.compile(r"全(?:省|市|县|区|州|旗|镇|乡|街道|系统|局|盟|域|自治区)|各级|全自治[区州县旗]")


class Subject(NamedTuple):
    """Who acts, as `role` of the body; `start`, `end` are offsets in the line, `clauses` how many lie between."""

    role: Role
    start: int = -1
    end: int = -1
    clauses: int = 0


NOBODY = Subject("none")


class Subjects:
    """All acting bodies that a line names, each found once."""

    def __init__(self, line: str, publisher: Publisher) -> None:
        self._line = line
        self._found: list[tuple[int, int, Role]] = []
        last = 0
        for begin in [0, *[mark.end() for mark in _MARK.finditer(line)]]:
            if begin >= last and (match := _SUBJECT.match(line, begin)):
                self._found.append((*match.span(match.lastgroup or 0), _role(match, publisher)))
                last = match.end()

    def of(self, sentence: int, position: int) -> Subject:
        """The last body named between `sentence` and `position`; NOBODY where none is."""
        last = NOBODY
        for start, end, role in self._found:
            if start >= position:
                break
            if start >= sentence:
                between = self._line[end:position]
                last = Subject(role, start, end, sum(between.count(mark) for mark in "，；,;"))
        return last


def _role(match: re.Match[str], publisher: Publisher) -> Role:
    kind, name = match.lastgroup, match[match.lastgroup or 0]
    if kind == "court":
        return "own" if publisher.kind in ("court", "nation") else "court"
    if kind == "nation":
        return "own" if publisher.kind == "nation" or not publisher.level else "above"
    if kind == "whole":
        level = _level_of_whole(name)
        return "above" if level and publisher.is_above(level) else "whole"
    if kind == "seat":
        return "above" if publisher.is_above(name) else "whole"
    if kind == "people":
        return "people"
    stem = re.sub(r"^(?:[省市县区州旗]|全)", "", name)
    if publisher.name and (stem in publisher.name or publisher.name.endswith(stem)):
        return "own"
    return "place" if kind == "place" else "organ"


def _level_of_whole(name: str) -> str:
    match = re.match(r"[全我本](自治区|省|市|县|区|州|盟|旗)", name)
    if not match:
        return ""
    return {"自治区": "省", "盟": "州", "旗": "县"}.get(match[1], match[1])
