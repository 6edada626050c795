"""An HTML tree → lines of text, and which element each line stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.markup import CONTAINERS, INLINE, PICTURES, SKIPPED, clean
from ingest.readers.numbers import split_rows
from ingest.readers.pictures import PICTURE, beside_digits
from ingest.readers.preformatted import preformatted_rows
from ingest.readers.shown import Shown
from ingest.readers.tables import BREAK, Row, layout_tables, lines_of_cell, table_rows

_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_WRITERS_MARGINS = frozenset({"header", "footer"})
"""What LibreOffice calls the heads and feet of pages in the HTML that it writes."""
_CELL = "\x1e"
"""Stands before each cell of a row while its text is put together."""
_LONG_CELL = 120
"""Characters. A table cell with more is a place for text, not a datum of a row."""
_SENTENCE = re.compile("[。；;！!？?]|[:：]$")
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_SENTENCE = 12
_DEEPEST_ROW = 200
"""Open elements. Looking into every cell of tables within tables takes the square of their depth."""


@dataclass(slots=True)
class Element:
    """A container with the range of lines that stand in it."""

    parent: int
    noisy: bool
    hidden: bool
    """Whether the page says that it is not to be shown."""
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
    after_break: bool = False
    """Whether nothing but a `<br>` stands between it and the line before."""


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
    if attributes.get("title") in _WRITERS_MARGINS:
        return True
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".lower()
    return names != " " and not _noise_names().isdisjoint(re.split(r"[\s_\-]+", names))


class BlockWalk:
    """Walks a tree once, without recursion, and collects `lines` and `elements` (0 is the whole page)."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.lines: list[Line] = []
        self.elements = [Element(-1, False, False, 0)]
        self._pieces: list[str] = []
        self._linked = 0
        self._current = 0
        self._links = 0
        self._after_break = False
        self._data_rows = 0
        self._layouts = layout_tables(tree)
        self._shown = Shown(tree)
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
            elif node.mem_id in self._shown.instead:
                self._text(self._shown.instead[node.mem_id])
            elif self._shown.is_left_out(node) or (tag in ("table", "pre") and self._table(node, tag)):
                pass
            elif tag in PICTURES:
                self._pieces.extend([PICTURE] if self._pieces else ())
            elif tag and tag[0] not in "-!" and tag not in SKIPPED:
                data_row = self._open(node, tag, shallow=len(open_tags) < _DEEPEST_ROW)
                open_tags.append((node, tag, data_row))
                node = node.child
                continue
            node = node.next

    def _table(self, node: LexborNode, tag: str) -> bool:
        """Takes a table of data in as a whole, one line a row; False where it lays out the page."""
        if self._data_rows or node.mem_id in self._layouts:
            return False
        rows = table_rows(node, self._shown) if tag == "table" else self._preformatted(node)
        if rows is None:
            return False
        self._flush()
        self._enter(node, "table")
        for row in rows:
            self.lines.append(Line(row.text, row.linked, self._current, _score(row.text, row.linked)))
        self._leave()
        return True

    def _preformatted(self, node: LexborNode) -> list[Row] | None:
        """The lines of a `<pre>` that holds a table, in letters of any kind but all of them shown."""
        if not all(self._shown.is_plain(inner) for inner in node.css("*")):
            return None
        lines = preformatted_rows(node.text())
        return None if lines is None else [Row(line, 0) for line in lines]

    def _text(self, data: str) -> None:
        if self._pieces or not data.isspace():
            self._pieces.append(data)
            if self._links:
                self._linked += len(data.strip())

    def _open(self, node: LexborNode, tag: str, *, shallow: bool) -> bool:
        if tag == "a":
            self._links += 1
        if tag in INLINE:
            return False
        data_row = tag == "tr" and shallow and not self._data_rows and _is_data_row(node)
        if self._data_rows:
            if tag in ("td", "th"):
                self._pieces.append(_CELL)
            else:
                self._pieces.append(BREAK)
        else:
            self._flush(line_break=tag == "br")
        self._data_rows += data_row
        if tag in CONTAINERS:
            self._enter(node, tag)
        return data_row

    def _enter(self, node: LexborNode, tag: str) -> None:
        hidden = node.mem_id in self._shown.hidden
        self.elements.append(Element(self._current, _is_noisy(node, tag), hidden, len(self.lines)))
        self.elements[self._current].children.append(len(self.elements) - 1)
        self._current = len(self.elements) - 1

    def _leave(self) -> None:
        self.elements[self._current].end_line = len(self.lines)
        self._current = self.elements[self._current].parent

    def _close(self, tag: str, data_row: bool) -> None:
        if tag == "a":
            self._links -= 1
        if tag in INLINE or tag == "br":
            return
        self._data_rows -= data_row
        if self._data_rows:
            self._pieces.append("" if tag in ("td", "th") else BREAK)
        else:
            self._flush()
        if tag in CONTAINERS:
            self._leave()

    def _flush(self, *, line_break: bool = False) -> None:
        written = "".join(self._pieces)
        if _CELL in written:
            cells = [tuple(lines_of_cell(cell)) for cell in written.split(_CELL)[1:]]
            rows = [" | ".join(row).strip(" ") for row in split_rows(cells)]
        else:
            rows = [beside_digits(clean(written))] if written else []
        for text in filter(None, rows):
            score = _score(text, self._linked)
            self.lines.append(Line(text, self._linked, self._current, score, self._after_break))
        self._pieces = []
        self._linked = 0
        self._after_break = line_break and any(rows)


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
