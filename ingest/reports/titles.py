"""Titles: which line is one, whose report it announces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ingest.readers.labels import Labelled, is_label_line
from ingest.reports.organs import is_organ

_TOPIC = re.compile("法治政府|依法行政|法治建设|依法治|法治社会建设")
_KIND = re.compile("报告|情况|总结|汇报|白皮书|综述|述评")
_DOCUMENT_KIND = re.compile(
    "(报告|情况|总结|汇报|白皮书|通知|公告|通告|公示|方案|计划|要点|意见|办法|规定|条例|批复|复函|函|决定|解读|规划|纲要|安排|打算)"
    r"\s*(?:[(（][^()（）]{1,24}[)）])?$"
)
_SITE = re.compile(r"\s*(?:_+|\||\s[-—–]+\s|-+(?=[^-]*(?:网|政府|局|厅|委|委员会|门户)\s*$)|—{2,}).*$")
_NOT_TITLE = re.compile(
    r"[>＞»|。]|首页|当前位置|^\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]|^[•·]|[:：，,；;]\s*$|如下|[，,].*[，,]"
)
_LONGEST = 100
_QUOTED = re.compile(r"^《(.*)》$")
_META_TITLES = ("articletitle", "title_article", "og:title", "dc.title")


def is_report_title(line: str) -> bool:
    """Whether the words are those of a report's title: 法治政府 or 依法行政, and 报告, 情况 or the like."""
    return bool(_TOPIC.search(line) and _KIND.search(line)) and len(line) <= _LONGEST


def opening_lines(text: str, most: int = 40) -> list[str]:
    """The short lines at the top of a text, before its first sentence or numbered heading, without blanks."""
    found: list[str] = []
    for line in text.split("\n"):
        bare = re.sub(r"[\s\u3000\xa0]+", " ", line).strip()
        if not bare:
            continue
        numbered = re.match(r"[(（]?[一二三四五六七八九十]{1,3}[)）、]", bare)
        if "。" in bare or len(bare) > 150 or numbered or len(found) >= most:
            break
        found.append(bare)
    return found


def without_site(title: str) -> str:
    """A window's title without the name of the site behind it."""
    return _SITE.sub("", title).strip()


def printed_titles(lines: list[str]) -> Iterator[str]:
    """Report titles among the lines; a title broken over lines is put together, with the issuers above it."""
    for number, line in enumerate(lines):
        if _NOT_TITLE.search(line) or is_label_line(line) or len(line) > _LONGEST:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        whole = line + following if _is_broken(line, following) else line
        if not is_report_title(whole):
            continue
        if whole.startswith("关于") or re.match(r"(19|20)\d\d", whole):
            whole = " ".join(_issuers_above(lines, number)) + whole
        yield whole


def _is_broken(line: str, following: str) -> bool:
    """Whether a title goes on below: `…法治政府建设` and `工作情况的报告`."""
    return (
        bool(_TOPIC.search(line) and _DOCUMENT_KIND.search(following))
        and not re.search(r"(报告|情况|总结|汇报|[)）])$", line)
        and not _TOPIC.search(following)
        and not _NOT_TITLE.search(following)
        and len(following) <= 40
    )


def _issuers_above(lines: list[str], number: int) -> list[str]:
    found: list[str] = []
    for line in reversed(lines[max(0, number - 2) : number]):
        if not is_organ(line) or is_label_line(line):
            break
        found.insert(0, line)
    return found


def candidate_titles(meta: Mapping[str, str], labels: Iterable[Labelled], lines: list[str]) -> list[str]:
    """Everything that may be the title, the surest first: what the page declares, labels, prints, shows on top."""
    declared = {name.lower(): value for name, value in meta.items()}
    found = [declared[name] for name in _META_TITLES if declared.get(name)]
    found += [label.value for label in labels if label.field == "title"]
    found += [declared["h1"]] if declared.get("h1") else []
    found += list(printed_titles(lines))
    found += [without_site(declared["title"])] if declared.get("title") else []
    found += [line for line in lines if _DOCUMENT_KIND.search(line) and len(line) <= 60 and not _NOT_TITLE.search(line)]
    return [_QUOTED.sub(r"\1", title) for title in dict.fromkeys(found)]


def choose_title(candidates: list[str]) -> str | None:
    """The first that reads like a report's title, else the first at all."""
    return next((title for title in candidates if is_report_title(title)), candidates[0] if candidates else None)


_NOT_SUBJECT = re.compile(r"[《〈].*?[》〉]|[\[【(（〔][^()（）\[\]【】〔〕]{0,40}[)）\]】〕]\s*(?:\d+\s*号)?")
_YEAR_WORDS = r"(?:(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*(?:年度?|度)?"
_SUBJECT_ENDS = re.compile(
    rf"{_YEAR_WORDS}|法治|依法|年度|上年度|推进|全面|深入|贯彻|落实|开展|加强|建设|工作|述法|履行|[\"“]"
)


def subject_of_title(title: str) -> tuple[str, str]:
    """(issuer named in front of 关于, what the report is about up to the year or 法治), each may be empty.

    `A县人民政府关于2023年…` → (`A县人民政府`, ``); `2024年A市B局法治…` → (``, `A市B局`).
    """
    bare = _NOT_SUBJECT.sub("", _QUOTED.sub(r"\1", title.strip())).strip()
    issuer, about, rest = bare.partition("关于")
    if not about:
        issuer, rest = "", bare
    rest = re.sub(rf"^\s*{_YEAR_WORDS}\s*", "", rest)
    end = _SUBJECT_ENDS.search(rest)
    subject = rest[: end.start()] if end else ""
    return _without_year(issuer), subject.strip(" 、,，")


def _without_year(text: str) -> str:
    return re.sub(_YEAR_WORDS, "", text).strip(" 、,，:：")
