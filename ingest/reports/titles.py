"""Titles: which line is one, whose report it announces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.readers.labels import Labelled, is_label_line
from ingest.reports.lines import Found, Line, joined_source
from ingest.reports.organs import is_organ

_TOPIC = re.compile("法治政府|依法行政|法治建设|依法治|法治社会建设")
_KIND = re.compile("报告|情况|总结|汇报|白皮书|综述|述评")
_DOCUMENT_KIND = re.compile(
    "(报告|情况|总结|汇报|白皮书|通知|公告|通告|公示|方案|计划|要点|意见|办法|规定|条例|批复|复函|函|决定|解读|清单|目录|名单|细则|制度|意见稿|规划|纲要|安排|打算)"
    r"\s*(?:[(（][^()（）]{1,24}[)）])?$"
)
_SITE = re.compile(r"\s*(?:_+|\||\s[-—–]+\s|-+(?=[^-]*(?:网|政府|局|厅|委|委员会|门户)\s*$)|—{2,}).*$")
_NOT_TITLE = re.compile(
    r"[>＞»|。]|首页|当前位置|^\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]|^[•·]|[:：，,；;]\s*$|如下|[，,].*[，,]"
)
_LISTED = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s*$")
"""With its day behind it, a title stands in a list of articles."""
_LONGEST = 100
_PLAN_NAME = re.compile("纲要|规划|方案|意见|规定|办法|条例")
_YEAR_WORDS = r"(?:(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*(?:年度?|度)?"
_YEAR_LINE = re.compile(rf"[^\d，,。、;；:：>《]{{0,24}}{_YEAR_WORDS}")
"""`鹤汀市2023年`, `二〇二三年度`."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}[省市县区旗州盟]")
_QUOTED = re.compile(r"^《(.*)》$")
_META_TITLES = ("articletitle", "title_article", "og:title", "dc.title")


def is_report_title(line: str) -> bool:
    """Whether the words are those of a report's title: 法治政府 or 依法行政, and 报告, 情况 or the like."""
    return bool(_TOPIC.search(line) and _KIND.search(line)) and len(line) <= _LONGEST


def without_site(title: str) -> str:
    """A window's title without the name of the site behind it."""
    return _SITE.sub("", title).strip()


def without_title(title: str) -> str:
    """The name of the site behind a window's title (`…报告_A县人民政府`); the whole where there is no such mark."""
    return re.split(r"_+|\||\s[-—–]+\s|-+|—{2,}", title)[-1].strip()


def printed_titles(lines: Sequence[Line]) -> Iterator[Line]:
    """Report titles among the lines; a title broken over lines is put together, with the issuers above it."""
    for number, line in enumerate(lines):
        if (
            _NOT_TITLE.search(line.words)
            or _LISTED.search(line.words)
            or is_label_line(line.words)
            or len(line.words) > _LONGEST
        ):
            continue
        following = lines[number + 1] if number + 1 < len(lines) else Line("", "")
        whole = line
        if _is_broken(line.words, following.words):
            whole = Line(line.words + following.words, joined_source(line.source, following.source))
        if not is_report_title(whole.words):
            continue
        yield _with_lines_above(whole, lines, number)


def _with_lines_above(title: Line, lines: Sequence[Line], number: int) -> Line:
    """The title with the year and the issuers that stand above it on lines of their own: `鹤汀市2023年` over
    `法治政府建设年度报告`."""
    if number and not re.search(_YEAR_WORDS, title.words) and _YEAR_LINE.fullmatch(lines[number - 1].words):
        number -= 1
        above = lines[number]
        title = Line(above.words + title.words, joined_source(above.source, title.source))
    issuers = _issuers_above(lines, number) if re.match(r"关于|(19|20)\d\d", title.words) else []
    if not issuers:
        place = lines[number - 1] if number else None
        if place and re.match(_YEAR_WORDS, title.words) and _PLACE.fullmatch(place.words):
            return Line(place.words + title.words, joined_source(place.source, title.source))
        return title
    words = " ".join(one.words for one in issuers) + title.words
    return Line(words, joined_source(issuers[0].source, title.source))


def _is_broken(line: str, following: str) -> bool:
    """Whether a title goes on below: `…法治政府建设` and `工作情况的报告`."""
    return (
        bool(_TOPIC.search(line) and _DOCUMENT_KIND.search(following))
        and not re.search(r"(报告|情况|总结|汇报|[)）])$", line)
        and not _TOPIC.search(following)
        and not _NOT_TITLE.search(following)
        and len(following) <= 40
    )


def _issuers_above(lines: Sequence[Line], number: int) -> list[Line]:
    found: list[Line] = []
    for line in reversed(lines[max(0, number - 2) : number]):
        if not is_organ(line.words) or is_label_line(line.words):
            break
        found.insert(0, line)
    return found


def candidate_titles(meta: Mapping[str, str], labels: Iterable[Labelled], lines: Sequence[Line]) -> list[Line]:
    """Everything that may be the title, the surest first: what the page declares, labels, prints, shows on top."""
    declared = {name.lower(): Line(value, f"meta:{name}") for name, value in meta.items() if value}
    found = [declared[name] for name in _META_TITLES if name in declared]
    found += [Line(label.value, lines[label.line].source) for label in labels if label.field == "title"]
    found += [declared["h1"]] if "h1" in declared else []
    window = declared.get("title", Line("", "")).words
    # Lists of other years' reports may stand above the article: what the window's title repeats is the article's.
    found += sorted(printed_titles(lines), key=lambda line: _bare(line.words) not in _bare(window))
    found += [Line(without_site(window), "meta:title")] if window else []
    short = [line for line in lines if len(line.words) <= 60 and not _NOT_TITLE.search(line.words)]
    found += [line for line in short if _DOCUMENT_KIND.search(line.words)]
    found += [line for line in short if _names_the_topic(line.words)]
    sources: dict[str, str] = {}
    for title in found:
        sources.setdefault(_QUOTED.sub(r"\1", title.words), title.source)
    return [Line(words, source) for words, source in sources.items()]


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def _names_the_topic(line: str) -> bool:
    """Whether a line may be the headline of news or of another document on the topic, for want of a better one."""
    return bool(_TOPIC.search(line)) and len(line) >= 10 and not is_organ(line) and not is_label_line(line)


def choose_title(candidates: list[Line]) -> Found[str | None]:
    """The first that reads like a report's title, else the first at all."""
    first = candidates[0] if candidates else None
    title = next((title for title in candidates if is_report_title(title.words)), first)
    return Found(title.words, title.source) if title else Found(None, note="not_printed")


_NOT_SUBJECT = re.compile(r"[《〈].*?[》〉]|[\[【(（〔][^()（）\[\]【】〔〕]{0,40}[)）\]】〕]\s*(?:\d+\s*号)?")
_HOLDS_TITLE = re.compile(r"[《〈](.*)[》〉]")
_SUBJECT_ENDS = re.compile(rf"{_YEAR_WORDS}|(?<!依)法治|依法(?!治.{{1,2}}(?:委员会|办))|述法|[\"“]")
_VERBS = re.compile("年度|上年度|推进|全面|深入|贯彻|落实|开展|加强|建设(?!兵团)|工作|履行")
"""Words that follow what a report is about, and that may stand in the name of an organ too (`住房和城乡建设局`)."""
_LEADS_IN = re.compile(rf"^\s*(?:呈报|报送|上报|提交|公布|公开|公示|印发|发布)?\s*(?:{_YEAR_WORDS})?\s*")
"""What may stand between 关于 and what the report is about."""


def subject_of_title(title: str) -> tuple[str, str]:
    """(issuer named in front of 关于, what the report is about up to the year or 法治), each may be empty.

    `A县人民政府关于2023年…` → (`A县人民政府`, ``); `2024年A市B局法治…` → (``, `A市B局`). Of a title that holds the
    report's own in 《》 (`关于公布《…报告》的公告`) the latter counts.
    """
    held = _HOLDS_TITLE.search(title)
    inner = held[1] if held and is_report_title(held[1]) and not _PLAN_NAME.search(held[1]) else title.strip()
    bare = _NOT_SUBJECT.sub("", inner).strip()
    issuer, about, rest = bare.partition("关于")
    if not about:
        issuer, rest = "", bare
    rest = _LEADS_IN.sub("", rest)
    end = _SUBJECT_ENDS.search(rest)
    verb = _VERBS.search(rest)
    subject = _until_verb(rest[: end.start()]) if end else rest[: verb.start()] if verb else ""
    return _without_year(issuer), subject.strip(" 、,，")


def _until_verb(words: str) -> str:
    """`A县推进` → `A县`, but `A市住房和城乡建设局` whole: the longest beginning that names an organ, else what stands
    before the first verb."""
    verbs = [match.start() for match in _VERBS.finditer(words)]
    for end in (len(words), *reversed(verbs)):
        if is_organ(words[:end]):
            return words[:end]
    return words[: verbs[0]] if verbs else words


def _without_year(text: str) -> str:
    return re.sub(_YEAR_WORDS, "", text).strip(" 、,，:：")
