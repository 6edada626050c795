"""What one link of a listing says: its title, its day and its address, from the link and the row around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from selectolax.lexbor import LexborNode

from ingest.listings.choosing import announces_report, is_shortened, matches
from ingest.listings.days import day_of_row
from ingest.listings.links import Entry
from ingest.publishers.addresses import folder_of, is_folder, normalise, page_key
from ingest.publishers.catalogue import Publisher
from ingest.publishers.script import simplified

_MOST_CLIMBED = 5
_LONGEST_ROW = 400
_LONGEST_BUTTON = 6
"""Characters of a link that is no title: `更多`, `[区政府]`, `查看详情`."""
_BUTTON = re.compile(
    r"^\W*(?:点击)?(?:查看|详细|详情|查看详情|下载|附件|阅读|阅读全文|全文|浏览|打开|预览|pdf|word|html)(?:附件|内容|正文|版)?\W*$",
    re.I,
)
_INNER = "h1, h2, h3, h4, h5, p, div, span, em, strong, b, i, font, label"
_LONGEST_APPENDIX = 30
"""Characters that an inner element may leave out and still not be the title by itself: an issuer in front of it."""
_BROKEN_LINE = re.compile(r"(?<=[\u4e00-\u9fff\d])[^\S\n]*\r?\n\s*(?=[\u4e00-\u9fff\d])")
"""A title that its markup breaks over lines; a blank inside one line parts two issuers."""
_BULLET = re.compile(r"^[\s·•◆◇■□▪▶►>»*-]+|^(?:标题|名称)\s*[:：]\s*")
_AFTER_TITLE = re.compile(
    r"\s*(?:发布|发文|生成|成文|公开|更新)?(?:日期|时间)\s*[:：].*$"
    r"|\s*[\[(（【]?\s*(?<!\d)(?:20\d\d\s?[-/.年]\s?)?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?\s*$"
)
_BODY = re.compile(r"[\u4e00-\u9fff]{1,12}(?:[区县市旗州盟镇乡局委办厅]|街道|委员会|办公室|政府)")
"""What a column of one body's reports is called: `东城区`, `市教育局`, `景山街道`."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTED_ADDRESS = re.compile(r"""["']([^"'\s]+(?:\.s?html?|\.jhtml|\.jsp|\.php|\?[^"'\s]*\d|_\d+[^"'\s]*))["']""")


def columns_of_bodies(anchors: Iterable[LexborNode], address: str, base: str) -> list[str]:
    """Columns below the listing at `address` that each hold the reports of one body: `./dcq/`, called `东城区`."""
    below, columns = page_key(folder_of(address)), {}
    for anchor in anchors:
        if not _BODY.fullmatch(simplified(anchor.text().strip())):
            continue
        found = normalise(anchor.attributes.get("href") or "", base)
        if found and is_folder(found) and page_key(found) != page_key(address) and page_key(found).startswith(below):
            columns[page_key(found)] = found
    return list(columns.values())


class Rows:
    """The rows of one page. Remembers how many addresses lie below an element, so that each is asked once."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._below: dict[int, tuple[int, int]] = {}

    def entry(self, anchor: LexborNode) -> Entry | None:
        """The link as an entry where its title is that of a report: only then its surroundings are looked at."""
        title = title_of(anchor)
        if _BUTTON.match(title):
            title = self._title_beside(anchor)
        if not title or not matches(title, self._publisher):
            return None
        return Entry(next(references(anchor.attributes), ""), title, self._day_beside(anchor))

    def _day_beside(self, anchor: LexborNode) -> date | None:
        """The day in the row that holds this link and no title that leads to another address."""
        day = day_of_row(anchor.text(separator=" "), anchor.attributes.get("title") or "")
        for node in _around(anchor):
            if day is not None or self._addresses_below(node)[0] > 1:
                break
            text = node.text(separator=" ")
            if len(text) > _LONGEST_ROW:
                break
            day = day_of_row(text)
        return day

    def _title_beside(self, anchor: LexborNode) -> str:
        """The title in the row of a link that says `查看` only."""
        for node in _around(anchor):
            if self._addresses_below(node)[1] > 1:
                break
            lines = (clean_title(line) for line in node.text(separator="\n").split("\n"))
            found = next((line for line in lines if line and matches(line, self._publisher)), "")
            if found:
                return found
        return ""

    def _addresses_below(self, node: LexborNode) -> tuple[int, int]:
        """How many addresses lie below an element: those behind titles, and all."""
        if node.mem_id not in self._below:
            anchors = node.css("a[href]")
            titled = {one.attributes.get("href") for one in anchors if len(one.text(strip=True)) > _LONGEST_BUTTON}
            self._below[node.mem_id] = (len(titled), len({one.attributes.get("href") for one in anchors}))
        return self._below[node.mem_id]


def _around(anchor: LexborNode) -> Iterator[LexborNode]:
    """The elements around a link, the nearest first."""
    node = anchor.parent
    for _ in range(_MOST_CLIMBED):
        if node is None or node.tag in ("body", "html", "-undef"):
            return
        yield node
        node = node.parent


def title_of(anchor: LexborNode) -> str:
    """The title of a link: what it shows, or where that is cut short, its `title` (or an inner element's)."""
    shown = clean_title(anchor.text())
    declared = clean_title(anchor.attributes.get("title") or "")
    if not declared and (not shown or is_shortened(shown)):
        inner = anchor.css_first("[title], img[alt]")
        named: Mapping[str, str | None] = inner.attributes if inner else {}
        declared = clean_title(named.get("title") or named.get("alt") or "")
    if not shown or (declared and (is_shortened(shown) or declared.startswith(shown))):
        return declared or shown
    return _inner_title(anchor, shown) if "法" in shown else shown


def _inner_title(anchor: LexborNode, shown: str) -> str:
    """The inner element that is the title, where the link holds a summary or a calendar leaf besides."""
    if anchor.css_first(_INNER) is None:
        return shown
    found = [shown]
    for node in anchor.css(_INNER):
        title = clean_title(node.text())
        if len(title) < len(found[-1]) and "。" not in title and announces_report(title):
            rest = anchor.text(separator=" ").replace(node.text(separator=" "), " ").strip()
            if len(rest) > _LONGEST_APPENDIX or day_of_row(rest):
                found.append(title)
    return found[-1]


def clean_title(written: str) -> str:
    """On one line, without bullets in front and the date behind."""
    line = " ".join((_BROKEN_LINE.sub("", written) if "\n" in written else written).split())
    return _AFTER_TITLE.sub("", _BULLET.sub("", line)).strip() or line


def title_without_tags(written: str) -> str:
    """The same of a title in JSON or XML, which may hold markup: `<b>`, `<font color=red>`."""
    return clean_title(_TAG.sub("", written))


def references(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """Addresses that an element leads to: in its attributes, else quoted in the script that a click runs."""
    for name in ("href", "value", "tagname", "data-href", "data-url"):
        written = (attributes.get(name) or "").strip()
        is_address = name == "href" or any(mark in written for mark in "./?")
        if written and is_address and not written.lower().startswith(("javascript", "#")):
            yield written
    for name in ("onclick", "href"):
        script = attributes.get(name) or ""
        if name == "onclick" or script.lower().lstrip().startswith("javascript"):
            yield from _QUOTED_ADDRESS.findall(script)
