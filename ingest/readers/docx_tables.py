"""The rows of a table in a Word file, in the form in which those of pages are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ingest.readers.tables import LONGEST_CELL, Cell, printed_rows
from ingest.readers.written import one_line

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))
_MOST_COLUMNS = 63
"""That Word allows."""


def table_lines(table: Any, lines_of: Callable[[Any], list[str]]) -> Iterator[str]:
    """One line a row, cells set apart by ` | `; of a table that only frames or parts a text, the lines of its cells.

    `lines_of` gives the lines that stand in a cell. It is asked once for each, in order: numbers count on in cells.
    """
    shown = [row for row in _within(table, "tr") if not _is_left_out(row)]
    rows = [[(column, cell, lines_of(cell)) for column, cell in _columns(row)] for row in shown]
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in shown]
    texts = [line for row in rows for _, _, lines in row for line in lines]
    longest = max((sum(map(len, lines)) for row in rows for _, _, lines in row), default=0)
    if longest > LONGEST_CELL or max(map(len, rows), default=0) < 2:
        yield from texts
        return
    going_on = [{column for column, cell, _ in row if _goes_on(cell)} for row in rows]
    grid = []
    for number, row in enumerate(rows):
        cells = []
        for column, cell, lines in row:
            if column not in going_on[number]:
                down = next((n for n, below in enumerate(going_on[number + 1 :]) if column not in below), len(rows))
                written = tuple(one_line(line).replace("|", "｜") for line in lines)
                cells.append(Cell(written, 0, _width(cell), down + 1, heads[number]))
        grid.append(cells)
    for line, _ in printed_rows(grid):
        if line.strip(" |"):
            yield line


def _columns(row: Any) -> Iterator[tuple[int, Any]]:
    """The cells of a row, each with the number of the column in which it begins."""
    column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _within(row, "tc"):
        yield column, cell
        column += _width(cell)


def _width(cell: Any) -> int:
    return max(_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)


def _goes_on(cell: Any) -> bool:
    """Whether the cell is the lower part of one that began in a row above."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val") in (None, "continue")


def _is_left_out(row: Any) -> bool:
    """Whether a row is hidden, or deleted by a tracked change."""
    marks = [row.find(f"{W}trPr/{W}{name}") for name in ("hidden", "del")]
    return any(mark is not None and mark.get(f"{W}val") not in ("0", "false", "off") for mark in marks)


def _number(element: Any, default: int) -> int:
    said = element.get(f"{W}val") if element is not None else None
    return min(int(said), _MOST_COLUMNS) if said and said.isdigit() else default


def _within(element: Any, name: str) -> Iterator[Any]:
    """Children of a name, also where content controls or tracked insertions wrap them."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, name)
