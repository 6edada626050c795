"""An HTML tree → lines of text, and which element each line stands in."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode


def _tags(role: str) -> frozenset[str]:
    with Path(__file__).with_name("html_tags.csv").open(encoding="utf-8", newline="") as stream:
        return frozenset(row["tag"] for row in csv.DictReader(stream) if row["role"] == role)


_SKIPPED, _CONTAINERS, _INLINE = _tags("skipped"), _tags("container"), _tags("inline")
_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_LONG_CELL = 120
"""Characters. A table cell with more is a place for text, not a datum of a row."""
_BLANK = re.compile(r"[ \t\r\n\f\v\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")
_UNCLEAN = re.compile("[^\\S ]|  |[\u200b-\u200f\u2060\ufeff\xad]")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…0-9]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")
_SENTENCE = re.compile("[。；;！!？?]|[:：]$")
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_SENTENCE = 12
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Element:
    """A container with the range of lines that stand in it."""

    parent: int
    noisy: bool
    first_line: int
    end_line: int = 0
    score: int = 0
    children: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """One block of text, white space normalised."""

    text: str
    linked: int
    """Characters of the text that stand in links."""
    element: int
    score: int
    """Han characters of a sentence outside of links; 0 for headings, labels and lists of links."""


def _score(text: str, linked: int) -> int:
    if linked * 2 > len(text) or not _SENTENCE.search(text):
        return 0
    han = len(_HAN.findall(text))
    return han if han >= _LEAST_SENTENCE else 0


@cache
def _noise_names() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("noise_names.txt").read_text(encoding="utf-8").split())


def _is_noisy(node: LexborNode, tag: str) -> bool:
    """Whether name, id or style say that the element is not the article. Its content has the last word."""
    if tag in _CHROME_TAGS:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".lower()
    if names != " " and not _noise_names().isdisjoint(re.split(r"[\s_\-]+", names)):
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


class BlockWalk:
    """Walks a tree once, without recursion, and collects `lines` and `elements` (0 is the whole page)."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.lines: list[Line] = []
        self.elements = [Element(-1, False, 0)]
        self._pieces: list[str] = []
        self._linked = 0
        self._current = 0
        self._links = 0
        self._data_rows = 0
        root = tree.body or tree.root
        if root is not None:
            self._walk(root)
        self._flush()
        self.elements[0].end_line = len(self.lines)

    def _walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root.child
        open_tags: list[tuple[LexborNode, str, bool]] = []
        while node is not None or open_tags:
            if node is None:
                parent, tag, data_row = open_tags.pop()
                self._close(tag, data_row)
                node = parent.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag and tag[0] not in "-!" and tag not in _SKIPPED:
                data_row = self._open(node, tag)
                open_tags.append((node, tag, data_row))
                node = node.child
                continue
            node = node.next

    def _text(self, data: str) -> None:
        if self._pieces or not data.isspace():
            self._pieces.append(data)
            if self._links:
                self._linked += len(data.strip())

    def _open(self, node: LexborNode, tag: str) -> bool:
        if tag == "a":
            self._links += 1
        if tag in _INLINE:
            return False
        data_row = tag == "tr" and not self._data_rows and _is_data_row(node)
        if self._data_rows:
            if tag in ("td", "th") and self._pieces:
                self._pieces.append(" | ")
        else:
            self._flush()
        self._data_rows += data_row
        if tag in _CONTAINERS:
            self.elements.append(Element(self._current, _is_noisy(node, tag), len(self.lines)))
            self.elements[self._current].children.append(len(self.elements) - 1)
            self._current = len(self.elements) - 1
        return data_row

    def _close(self, tag: str, data_row: bool) -> None:
        if tag == "a":
            self._links -= 1
        if tag in _INLINE:
            return
        self._data_rows -= data_row
        if self._data_rows:
            self._pieces.append(" ")
        else:
            self._flush()
        if tag in _CONTAINERS:
            self.elements[self._current].end_line = len(self.lines)
            self._current = self.elements[self._current].parent

    def _flush(self) -> None:
        if self._pieces:
            text = clean("".join(self._pieces))
            if text:
                self.lines.append(Line(text, self._linked, self._current, _score(text, self._linked)))
            self._pieces = []
            self._linked = 0


def _is_data_row(row: LexborNode) -> bool:
    """Whether a table row holds data: at least two cells, all short, and no table within."""
    cells, cell = 0, row.child
    while cell is not None:
        if cell.tag in ("td", "th"):
            cells += 1
            if len(cell.text().strip()) > _LONG_CELL or cell.css_first("table") is not None:
                return False
        cell = cell.next
    return cells >= 2


def clean(text: str) -> str:
    """One line: no-break, full-width and other spaces made plain, runs of them one, none at the ends.

    A line break of the source between two Chinese characters or digits is the editor's, not the author's.
    """
    if not _UNCLEAN.search(text):
        return text.strip()
    text = _WRAPPED.sub("", text)
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()
