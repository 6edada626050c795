"""Tables with ruled lines: which cell of which row each piece stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.numbers import is_value
from ingest.readers.printed.pieces import Piece, Row, Rule
from ingest.readers.printed.rows import rows_of, text_of_cell, text_of_row
from ingest.readers.tables import counts

_LEAST_LENGTH = 6.0
"""Of a rule; shorter strokes are underlines of a letter, ticks or parts of pictures."""
_NEAR = 3.0
"""Rules that stand closer than this are one: a border is drawn twice, or as a thin box."""
_MOST_RULES = 4000
"""On a page. A drawing or a map has more: it is no table, and would cost seconds."""


@dataclass(slots=True)
class Grid:
    """One table on a page, its rows ready to be printed."""

    top: float
    bottom: float
    lines: list[str]

    def printed(self) -> list[str]:
        """The rows of the table the first time, nothing after that: it stands where its first row does."""
        lines, self.lines = self.lines, []
        return lines


def grids_of(rules: Sequence[Rule], rows: list[Row]) -> list[Grid]:
    """The tables of a page from the top down. A frame around text, or a line below a heading, is none."""
    upright = [rule for rule in rules if _is_upright(rule)]
    if not upright or len(rules) > _MOST_RULES:
        return []
    flat = [rule for rule in rules if rule.right - rule.left >= _LEAST_LENGTH and not _is_upright(rule)]
    grids = [_grid(band, flat, rows) for band in _bands(upright)]
    return [grid for grid in grids if grid is not None]


def boxes_of(rules: Sequence[Rule]) -> list[Rule]:
    """The outlines of what may be tables on a page: where rules down the page stand side by side."""
    if len(rules) > _MOST_RULES:
        return []
    bands = [band for band in _bands(filter(_is_upright, rules)) if len(_merged([rule.left for rule in band])) > 1]
    return [_outline(band) for band in bands]


def _outline(rules: Sequence[Rule]) -> Rule:
    lefts, tops, rights, bottoms = zip(*rules, strict=True)
    return Rule(min(lefts), min(tops), max(rights), max(bottoms))


def _is_upright(rule: Rule) -> bool:
    return rule.bottom - rule.top >= _LEAST_LENGTH and rule.right - rule.left < _NEAR


def _bands(upright: Iterable[Rule]) -> list[list[Rule]]:
    """Upright rules whose heights touch belong to one table."""
    bands: list[list[Rule]] = []
    bottom = float("-inf")
    for rule in sorted(upright, key=lambda rule: rule.top):
        if rule.top > bottom + _NEAR:
            bands.append([])
            bottom = rule.bottom
        bands[-1].append(rule)
        bottom = max(bottom, rule.bottom)
    return bands


def _grid(upright: list[Rule], flat: list[Rule], rows: list[Row]) -> Grid | None:
    top, bottom = min(rule.top for rule in upright), max(rule.bottom for rule in upright)
    within = [rule for rule in flat if top - _NEAR <= rule.top <= bottom + _NEAR]
    inside = [row for row in rows if top < row.y <= bottom + _NEAR]
    columns = _merged([rule.left for rule in upright])
    tops = _merged([top, *(rule.top for rule in within)])
    cells = _cells(inside, upright, within, columns, tops)
    parting = _unruled_rows(cells, columns, top, bottom)
    if parting:
        within += parting
        tops = _merged([*tops, *(rule.top for rule in parting)])
        cells = _cells(inside, upright, within, columns, tops)
    most = max((len({column for row, column in cells if row == number}) for number, _ in cells), default=0)
    if most < 2:
        return None
    return Grid(top, bottom + _NEAR, _lines(cells, upright, within, columns, tops))


def _unruled_rows(
    cells: dict[tuple[int, int], list[Piece]], columns: list[float], top: float, bottom: float
) -> list[Rule]:
    """Rules between rows that have none, of tables with rules between columns alone: where the lines of a column of
    numbers stand beside lines of labels."""
    rules: list[Rule] = []
    by_row: dict[int, list[list[Row]]] = {}
    for (number, _), pieces in cells.items():
        if len(lines := rows_of(pieces)) > 1:
            by_row.setdefault(number, []).append(lines)
    for several in by_row.values():
        values = [all(is_value(text_of_row(line.pieces)) for line in lines) for lines in several]
        most = max((lines for lines, is_one in zip(several, values, strict=True) if is_one), key=len, default=[])
        labels = [len(lines) for lines, is_one in zip(several, values, strict=True) if not is_one]
        if max(labels, default=0) < len(most):
            continue
        for above, below in pairwise(most):
            at = (above.y - 0.4 * above.size + below.y - 0.4 * below.size) / 2
            rules.append(Rule(columns[0] - _NEAR, at, columns[-1] + _NEAR, at))
    return [rule for rule in rules if top < rule.top < bottom]


def _cells(
    rows: list[Row], upright: list[Rule], flat: list[Rule], columns: list[float], tops: list[float]
) -> dict[tuple[int, int], list[Piece]]:
    """The pieces of each cell, by the numbers of the row and the column in which it begins."""
    cells: dict[tuple[int, int], list[Piece]] = {}
    for row in rows:
        for piece in row.pieces:
            middle = piece.y - 0.4 * piece.size
            for part in _parted(piece, [rule for rule in upright if rule.top <= middle <= rule.bottom]):
                across = (part.left + part.right) / 2
                begins = [r.left for r in upright if r.top <= middle <= r.bottom and r.left <= across]
                above = [r.top for r in flat if r.left <= across <= r.right and r.top <= middle]
                key = (_index(max(above, default=tops[0]), tops), _index(max(begins, default=columns[0]), columns))
                if not begins:
                    key = (key[0], -1)
                cells.setdefault(key, []).append(part)
    return cells


def _parted(piece: Piece, upright: list[Rule]) -> list[Piece]:
    """A piece that reaches over the border of a cell, as full cells make it, is cut there."""
    parts = [piece]
    for place in sorted({rule.left for rule in upright if piece.left < rule.left < piece.right}):
        cut = parts[-1].split(place)
        if cut:
            parts[-1:] = cut
    return parts


def _lines(
    cells: dict[tuple[int, int], list[Piece]],
    upright: list[Rule],
    flat: list[Rule],
    columns: list[float],
    tops: list[float],
) -> list[str]:
    """One line a row. What reaches over several cells is repeated as in tables of pages, see `readers.tables`."""
    texts = {place: text_of_cell(pieces, _width(place[1], columns)) for place, pieces in cells.items()}
    slots = range(min(column for _, column in texts), max(column for _, column in texts) + 1)
    ends = [*columns[1:], columns[-1]]
    bottoms = [*tops[1:], max(rule.bottom for rule in upright)]
    lines: list[str] = []
    above: dict[int, str] = {}
    is_head = True
    for number, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
        middle = (top + bottom) / 2
        begun = {_index(rule.left, columns) for rule in upright if rule.top <= middle <= rule.bottom} | {-1}
        begun |= {column for row, column in texts if row == number}
        is_head = is_head and not any(counts(text) for (row, _), text in texts.items() if row == number)
        printed: dict[int, str] = {}
        for slot in slots:
            printed[slot] = texts.get((number, slot), "")
            if slot not in begun:
                printed[slot] = printed.get(slot - 1, "") if is_head else ""
            elif not printed[slot] and slot >= 0 and not _is_ruled(top, (columns[slot] + ends[slot]) / 2, flat):
                printed[slot] = "" if counts(above.get(slot, "")) else above.get(slot, "")
        above = printed
        own = [text for (row, _), text in texts.items() if row == number]
        line = " | ".join(printed.values()).strip(" ") if len(own) > 1 or not is_head else "".join(own)
        lines += [" ".join(line.split())] if own else []
    return lines


def _width(column: int, columns: list[float]) -> float | None:
    """Of a cell in a column, without the room beside its borders; None behind the last border."""
    return columns[column + 1] - columns[column] - 2 * _NEAR if 0 <= column < len(columns) - 1 else None


def _is_ruled(top: float, across: float, flat: list[Rule]) -> bool:
    return any(abs(rule.top - top) <= _NEAR and rule.left <= across <= rule.right for rule in flat)


def _merged(places: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return merged


def _index(place: float, places: list[float]) -> int:
    return max((number for number, known in enumerate(places) if known <= place + _NEAR / 10), default=0)
