"""A table of an HTML page → one line a row, every cell in its own column.

Cells of a row are set apart by ` | `, empty ones too, so that the third value of a row stands below the third head.
A cell that reaches over several rows or columns is repeated where it is a head: a row then says by itself what it
is about. Where it holds a number it is printed once and leaves its other places empty, or it would be counted twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.markup import INLINE, PICTURES, SKIPPED, clean
from ingest.readers.numbers import is_value, one_cell, split_rows
from ingest.readers.pictures import PICTURE, beside_digits
from ingest.readers.shown import Shown

LONGEST_CELL = 400
"""Characters. What is longer is a place for an article, not a datum of a row."""
BREAK = "\x1f"
"""Stands between the lines of a cell while its text is put together."""
_MOST_COLUMNS = 60
_MOST_ROWS = 5000
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")
_DIGIT = re.compile(r"[0-9０-９]")


class Row(NamedTuple):
    """One printed row."""

    text: str
    linked: int
    """Characters that stand in links."""


class Cell(NamedTuple):
    """One cell; `lines` as they are broken in it, blank ones left out."""

    lines: tuple[str, ...]
    linked: int
    columns: int
    rows: int
    is_head: bool

    @property
    def text(self) -> str:
        """All lines as one."""
        return one_cell(self.lines)


_EMPTY = Cell((), 0, 1, 1, False)


def table_rows(table: LexborNode, shown: Shown) -> list[Row] | None:
    """The rows of a table that holds data, its caption first; None where it only lays out a page.

    It holds data where some row has two cells and none holds an article, in at most 5000 rows. A table that holds
    another one, see `layout_tables`, never does.
    """
    written = [row for row in table.css("tr") if not shown.is_left_out(row)]
    if len(written) > _MOST_ROWS:
        return None
    grid = [list(_cells(row, shown)) for row in written]
    if not any(len(row) > 1 for row in grid) or any(_is_article(cell) for row in grid for cell in row):
        return None
    rows = [Row(line, linked) for line, linked in printed_rows(grid)]
    caption = table.css_first("caption")
    above = [Row(one_cell(_lines(caption, shown)), 0)] if caption is not None else []
    return [row for row in above + rows if row.text.strip(" |")]


def printed_rows(grid: list[list[Cell]]) -> Iterator[tuple[str, int]]:
    """Each row as one line, with its characters in links; as several where its cells hold several, line by line."""
    for row in laid_out(grid):
        linked = sum(cell.linked for cell in row)
        for cells in split_rows([cell.lines for cell in row]):
            yield " | ".join(cells).strip(" "), linked


def layout_tables(tree: LexborHTMLParser) -> set[int]:
    """`mem_id` of every table that holds another one."""
    found = set()
    for inner in tree.css("table table"):
        outer = inner.parent
        while outer is not None and outer.tag != "table":
            outer = outer.parent
        if outer is not None:
            found.add(outer.mem_id)
    return found


def _is_article(cell: Cell) -> bool:
    return len(cell.text) > LONGEST_CELL


def _cells(row: LexborNode, shown: Shown) -> Iterator[Cell]:
    cell = row.child
    while cell is not None:
        if cell.tag in ("td", "th") and not shown.is_left_out(cell):
            linked = sum(len(anchor.text().strip()) for anchor in cell.css("a"))
            lines = _lines(cell, shown)
            yield Cell(lines, linked, _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th")
        cell = cell.next


def _span(cell: LexborNode, name: str) -> int:
    written = (cell.attributes.get(name) or "").strip()
    return int(written) or _MOST_ROWS if written.isascii() and written.isdigit() and len(written) < 6 else 1


def _lines(cell: LexborNode, shown: Shown) -> tuple[str, ...]:
    """The lines of a cell as they are shown: broken by `<br>` and blocks, and between numbers by the source too."""
    pieces: list[str] = []
    node, opened = cell.child, [cell]
    while node is not None or len(opened) > 1:
        if node is None:
            node = opened.pop()
            pieces.append("" if node.tag in INLINE else BREAK)
        elif node.mem_id in shown.instead:
            pieces.append(shown.instead[node.mem_id])
        elif node.tag in PICTURES and not shown.is_left_out(node):
            pieces.append(PICTURE)
        elif node.tag == "-text":
            pieces.append(node.text_content or "")
        elif node.tag and node.tag[0] not in "-!" and node.tag not in SKIPPED and not shown.is_left_out(node):
            pieces.append("" if node.tag in INLINE else BREAK)
            opened.append(node)
            node = node.child
            continue
        node = node.next
    return tuple(lines_of_cell("".join(pieces)))


def lines_of_cell(text: str) -> Iterator[str]:
    """The lines of a cell's text in which `BREAK` parts them, cleaned, bars made wide."""
    for part in text.split(BREAK):
        own = [clean(one) for one in part.split("\n")] if "\n" in part else []
        lines = [one for one in own if one]
        for whole in lines if len(lines) > 1 and all(map(is_value, lines)) else [clean(part)]:
            if line := beside_digits(whole, first=True):
                yield line.replace("|", "｜")


def laid_out(grid: list[list[Cell]]) -> Iterator[list[Cell]]:
    """Every row with one cell a column, those that reach into it from above or from the left in their places."""
    heads = _head_rows(grid)
    placed: list[dict[int, Cell]] = [{} for _ in grid]
    for number, row in enumerate(grid):
        column = 0
        for cell in row:
            while column in placed[number]:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            for down in range(min(cell.rows, len(grid) - number)):
                for right in range(min(cell.columns, _MOST_COLUMNS - column)):
                    repeated = (right == 0 or number < heads) and (down == 0 or not counts(cell.text))
                    placed[number + down].setdefault(column + right, cell if repeated else _EMPTY)
            column += cell.columns
        printed = [placed[number].get(at, _EMPTY) for at in range(max(placed[number], default=-1) + 1)]
        while len(printed) > len(row) and printed[-1] is _EMPTY:
            printed.pop()
        yield printed


def _head_rows(grid: list[list[Cell]]) -> int:
    """How many rows at the top are heads of columns: of several cells, and without a number but years."""
    for number, row in enumerate(grid):
        if not all(cell.is_head for cell in row) and any(counts(cell.text) for cell in row):
            return number
    return 0


def counts(text: str) -> bool:
    return bool(_DIGIT.search(_YEAR.sub("", text)))
