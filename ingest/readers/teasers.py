"""Teasers of other articles within the container of this one: a link to each, and often the first words of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from ingest.readers.blocks import BlockWalk, Line
from ingest.readers.scores import sum_scores

_HEADS = re.compile(
    r"[【\[◆■●▶]?\s*(?:(?:相关|关联|更多|其他|热门|热点|最新|推荐|延伸|拓展|往期|历年|历史|近年|往年|精彩|同类)"
    r"(?:的)?(?:文章|阅读|链接|新闻|信息|稿件|文档|文件|推荐|内容|报道|资讯|回顾|报告|年报|年度报告)|猜你喜欢|延伸阅读|"
    r"(?:为您|编辑|小编|本站)推荐|看了又看|上下篇|(?:其他|历史|往年|以往|更多)年[度份])\s*[】\]:：]?\s*"
)
"""`相关文章`, `【往期回顾】`, `历年报告：`."""
_TITLE = re.compile(r"(?=.*(?:19|20)\d\d)(?=.*(?:报告|情况|总结|汇报|白皮书|報告|年报)).{8,100}", re.S)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)")
"""When a report was published: `2023-03-01`."""
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,20}(?=(?:关于)?\s*(?:19|20)\d\d年)")
"""`鹤汀市` of `鹤汀市2022年法治政府建设年度报告`."""
_CUT_OFF = re.compile(r"(?:…|\.{3}|[\[【](?:详细|详情|更多|全文)[\]】])\s*$")
"""How the first words of an article end that is shown elsewhere."""
_MOST_SHARE = 0.4
"""Of the page's sentences. An element with more is the article."""
_MOST_LINES = 6
"""For each link to a report, of an element of teasers."""


def drop_teasers(walk: BlockWalk, scores: list[int], dropped: list[bool]) -> None:
    """Marks as dropped what stands in an element of teasers, or as a single one among the article's paragraphs.

    An element of teasers has the heading of one and a link, or links to reports with few lines for each, and holds
    less than the article does. A single one is a line that links to a report, and the next line if it says its year.
    """
    lines, total = walk.lines, walk.elements[0].score
    links = [line.linked * 10 > len(line.text) * 7 for line in lines]
    own = _own_title(lines, links)
    titled = [_links_to_report(line, own) for line in lines]
    linked_until, titled_until = _counted(links), _counted(titled)
    for element in walk.elements[1:]:
        first, end = element.first_line, element.end_line
        if first >= end or element.score > _MOST_SHARE * total:
            continue
        own_titles = titled_until[end] - titled_until[first]
        headed = linked_until[end] > linked_until[first] and _HEADS.fullmatch(lines[first].text.partition(" | ")[0])
        if headed or (own_titles and end - first <= _MOST_LINES * own_titles and element.score):
            _drop(range(first, end), scores, dropped)
    for number in _single(lines, titled, scores):
        _drop(range(number, number + 1), scores, dropped)
    sum_scores(walk, scores)


def _own_title(lines: Sequence[Line], links: Sequence[bool]) -> str:
    """The page's own title, the first title on it that is no link."""
    titles = (line.text for line, is_link in zip(lines, links, strict=True) if not is_link and not line.linked)
    return next((title for title in titles if _TITLE.fullmatch(title) and "。" not in title), "")


def _links_to_report(line: Line, own: str) -> bool:
    """Whether a line begins with a link to the report of another year, or of another government."""
    title = line.text[: line.linked]
    if not _TITLE.fullmatch(title) or "《" in title:
        return False
    issuers = [found[0] for found in (_ISSUER.match(title), _ISSUER.match(own)) if found]
    others = len(issuers) == 2 and not (issuers[0].startswith(issuers[1]) or issuers[1].startswith(issuers[0]))
    return others or not set(_YEAR.findall(title)) & set(_YEAR.findall(own))


def _counted(marks: Sequence[bool]) -> list[int]:
    """How many of the marks stand before each place."""
    return list(accumulate(marks, initial=0))


def _drop(numbers: range, scores: list[int], dropped: list[bool]) -> None:
    for number in numbers:
        if not dropped[number]:
            dropped[number], scores[number] = True, 0


def _single(lines: Sequence[Line], titled: Sequence[bool], scores: Sequence[int]) -> list[int]:
    """Links to reports behind the article's first sentence, each with the teaser below it."""
    found: list[int] = []
    first = next((number for number, score in enumerate(scores) if score), len(lines))
    for number in range(first + 1, len(lines)):
        line, above = lines[number], lines[number - 1]
        is_link = titled[number] and _is_of_year(line.text[line.linked :], line)
        is_teaser = scores[number] or _CUT_OFF.search(line.text)
        is_below_link = titled[number - 1] and is_teaser and _is_of_year(line.text, above)
        if is_link or is_below_link:
            found.append(number)
    return found


def _is_of_year(text: str, link: Line) -> bool:
    """Whether a text is empty, or speaks of no other year than the link above it."""
    text = _DAY.sub("", text)
    said = set(_YEAR.findall(text))
    return not text.strip() or (bool(said) and said <= set(_YEAR.findall(link.text[: link.linked])))
