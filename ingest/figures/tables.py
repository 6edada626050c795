"""Tables: heads of columns, labels of rows and captions say the unit, the year and the measure of bare numbers.

A row of a table is a line whose cells are set apart by `|`, or by tabs in plain text. A number that has no measure
word of its own is a figure only where exactly one unit is said for its cell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ingest.figures.comparisons import Reading
from ingest.figures.measures import measure_pattern
from ingest.figures.numerals import ARABIC, SCALE, plain, read
from ingest.figures.quantities import Quantity
from ingest.figures.table_heads import SEVERAL_YEARS, Head, Unit, head_of, unit_of, units_of
from ingest.model import Measure

_DATED = re.compile(r"(?<![0-9])20[0-9]{2} ?年")
_ONLY_YEAR = re.compile(r"(20[0-9]{2})(?: ?年?度?)?")
"""`2022`, `2022年度`: a cell with nothing else."""
_CAPTION = re.compile(r"(?:计量)?单位 ?[:：] ?([^()\s|。;]{1,14})")
"""`(单位:件)`, `计量单位:万元、件`."""
_CHANGE_OF_ROW = re.compile(r"同比|环比|[比较](?:上年|去年|上期)|增减|增幅|降幅|增速")
_MINUS = re.compile(r"(?:[-−－↓▼]|下降|减少|降低) ?$")
_VALUE = re.compile(
    rf"(?P<sign>[-−+↑↓▲▼]|上升|下降|增长|增加|减少)? ?(?P<number>{ARABIC})(?P<scale>{SCALE})?(?P<hedge>[余多])?"
)
"""A cell that holds a bare number: `1,083`, `-3.5`, `↑12`, `3500余`, `1.2万`."""
_COUNTED = re.compile(rf"{_VALUE.pattern} ?(?![月季号期、.)])[^0-9]{{0,6}}")
"""A value with a short word behind it, `962件`, `12.6个百分点`: not `1月`, `1.受理`, `12345热线办件量`."""
_COLUMNS = re.compile(r"[^ ,。;!?|]+(?: [^ ,。;!?|]+)*(?: {2,}[^ ,。;!?|]+(?: [^ ,。;!?|]+)*)+")
"""`复议受理   962件   1083件`: words and numbers set apart by blanks, and no sentence."""
_TITLE = re.compile(r"[表况计览][^,;。]{0,6}$|[:：]$|^表 ?[0-9一二三四五六七八九十]")
"""How a line ends, or begins, that says what the table below it holds: `2022年行政复议情况`, `如下表：`."""
_CONTINUED = re.compile(r"\(?(?:续表|接上[页表]|表 ?[0-9一二三四五六七八九十]* ?\(?续)")
_LONGEST_CAPTION = 60


@cache
def _several() -> re.Pattern[str]:
    """Two or more values in a cell: `86次 3200人`, `962件/901件`."""
    return re.compile(rf"(?:{ARABIC}(?:{SCALE})?[余多]? ?{measure_pattern()}[ 、,;/]*){{2,4}}")


class Cell(NamedTuple):
    text: str
    """Without blanks at its ends."""
    start: int
    """Where `text` begins in the line."""


@dataclass(slots=True)
class _Row:
    """The present row: for each cell what holds for its number."""

    cells: list[Cell]
    heads: list[Head]
    year: int | None
    """Of the first cell."""


class Table:
    """The table that is being read, row by row, in a folded text."""

    def __init__(self, own_year: int | None) -> None:
        self._own_year = own_year
        self._heads: list[Head] = []
        self._caption: list[Unit] = []
        self._caption_age = 0
        self._title_year: int | None = None
        self._in_head = True
        self._row: _Row | None = None

    def read(self, line: str) -> None:
        """Take in the next line of a folded text: a caption, a head of columns, a row below it, or other text."""
        self._row = None
        if "|" not in line:
            self._other(line)
            return
        cells = list(_cells(line))
        if (caption := _CAPTION.search(line)) and not any(_VALUE.fullmatch(cell.text) for cell in cells):
            self._caption = units_of(caption[1])
        if self._is_head(cells):
            self._take_head(cells)
            return
        self._in_head = False
        heads = self._heads if len(cells) <= len(self._heads) else []
        self._row = _Row(cells, list(self._heads_of(cells, heads)), _year_of_row(cells, heads))

    def with_cells(self, found: list[Quantity]) -> list[Quantity]:
        """The quantities that the present line prints, and the bare numbers of its cells that have a unit."""
        if self._row is None:
            return found
        bare = [quantity for cell, head in self._values() if (quantity := self._quantity(cell, head))]
        starts = [quantity.start for quantity in found]
        new = [one for one in bare if not _is_within(one, found, bisect_right(starts, one.start))]
        return sorted([*found, *new], key=lambda quantity: quantity.start) if new else found

    def year(self, start: int) -> tuple[int | None, str] | None:
        """The year that the column or the row of an offset in the line says, with the id of the rule."""
        at = self._at(start)
        if self._row is None or at is None:
            return None
        if rule := self._row.heads[at].no_year:
            return None, rule
        if year := self._row.heads[at].year:
            return year, "year.column"
        return (self._row.year, "year.row") if self._row.year and at else None

    def title_year(self) -> int | None:
        """The year that the line above the table says, of a row of it."""
        return self._title_year if self._row else None

    def cell_start(self, start: int) -> int:
        """Where the cell begins that an offset of the line lies in; 0 outside of tables."""
        at = self._at(start)
        return self._row.cells[at].start if self._row and at is not None else 0

    def parts(self, gap: str) -> bool:
        """Whether what stands between two quantities of the line is the border of their cells."""
        return self._row is not None and "|" in gap

    def reading(self, line: str, quantity: Quantity, own: Reading) -> Reading:
        """The measure of a quantity: what its own cell says, else the head of its column, else the label of its row."""
        at = self._at(quantity.start)
        if self._row is None or at is None:
            return own
        head = self._row.heads[at]
        minus = bool(_MINUS.search(line, self._row.cells[at].start, quantity.start))
        is_told = own.measure != "level" and own.rules != ("point_change.unit",)
        if is_told or head.measure is None or (at == 0 and len(self._row.cells) > 1):
            return own
        kind = quantity.measure.kind
        if head.measure == "share":
            return Reading("share", rules=("share.table",)) if kind == "ratio" else own
        falls = minus or head.falls or own.falls
        measure: Measure = "point_change" if kind == "points" else "change"
        return Reading(measure, falls, (f"{measure}.table",))

    def _other(self, line: str) -> None:
        if not line.strip() or _CONTINUED.match(line.strip()):
            return
        self._heads, self._in_head = [], True
        is_short = len(line) <= _LONGEST_CAPTION
        caption = _CAPTION.search(line) if is_short else None
        if not (caption and caption.end() - caption.start() >= len(line.strip()) - 2):  # `(单位:件)` is no title
            years = set(_DATED.findall(line)) if is_short and _TITLE.search(line.strip()) else set()
            self._title_year = int(years.pop()[:4]) if len(years) == 1 else None
        self._caption_age += 1
        if caption:
            self._caption, self._caption_age = units_of(caption[1]), 0
        elif self._caption_age > 1 or len(line) > _LONGEST_CAPTION:
            self._caption = []

    def _is_head(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds no value. Bare years are heads where the first cell is a word without a unit."""
        values = [cell for cell in cells if _VALUE.fullmatch(cell.text)]
        if values:
            years = all(_ONLY_YEAR.fullmatch(cell.text) for cell in values)
            label = head_of(cells[0].text, self._own_year)
            return years and len(values) > 1 and not _VALUE.fullmatch(cells[0].text) and label.unit is None
        return not any(_counts(cell.text) for cell in cells)

    def _take_head(self, cells: Sequence[Cell]) -> None:
        heads = [head_of(cell.text, self._own_year) for cell in cells]
        if not any(head.says() for head in heads):
            return  # a subheading within the table, or a head that says no more than names
        if self._in_head and len(heads) == len(self._heads):
            heads = [above.over(below) for above, below in zip(self._heads, heads, strict=True)]
        self._heads, self._in_head = heads, True

    def _heads_of(self, cells: Sequence[Cell], heads: Sequence[Head]) -> Iterator[Head]:
        """For each cell its column's head, completed by the label before it in the row and by the caption."""
        label, has_value = Head(), False
        units = (unit_of(cell.text) for cell, head in zip(cells, heads, strict=False) if head.is_unit)
        named = next(filter(None, units), None)
        for number, cell in enumerate(cells):
            column = heads[number] if number < len(heads) else Head()
            if not _counts(cell.text) and cell.text and not _is_empty(cell.text):
                said = head_of(cell.text, self._own_year)
                if not _CHANGE_OF_ROW.search(cell.text):
                    said = said._replace(measure=said.measure if said.measure == "share" else None, falls=False)
                label = said if has_value else label.over(said)
                has_value = False
                yield column
                continue
            has_value = True
            yield self._completed(column, label, named)

    def _completed(self, column: Head, label: Head, named: Unit | None) -> Head:
        unit = column.unit
        of_row = label.unit or named
        if column.measure is None:
            if unit and of_row and unit.word.unit != of_row.word.unit:
                unit = None  # the column says one unit and the row another
                of_row = None
            unit = unit or of_row or self._of_caption(label.measure)
        elif unit is None:
            unit = self._of_caption(column.measure)
        if column.measure is None and label.measure:
            return column._replace(unit=unit, measure=label.measure, falls=label.falls)
        return column._replace(unit=unit)

    def _of_caption(self, measure: Measure | None) -> Unit | None:
        """The one unit that the caption says for levels, or for shares and changes: `单位:件、%` says both."""
        ratios = [unit for unit in self._caption if unit.word.kind == "ratio"]
        counts = [unit for unit in self._caption if unit.word.kind != "ratio"]
        fitting = ratios if measure else counts or ratios
        return fitting[0] if len(fitting) == 1 else None

    def _values(self) -> Iterator[tuple[Cell, Head]]:
        assert self._row is not None
        for number, (cell, head) in enumerate(zip(self._row.cells, self._row.heads, strict=True)):
            is_label = number == 0 and len(self._row.cells) > 1 and head.unit is None
            if head.is_value and head.unit and not is_label:
                yield cell, head

    def _quantity(self, cell: Cell, head: Head) -> Quantity | None:
        match = _VALUE.fullmatch(cell.text)
        if match is None or head.unit is None or " " in match["number"]:
            return None
        if match["sign"] and head.measure != "change":
            return None
        numeral = read(match["number"] + (match["scale"] or ""))
        if numeral is None or (_is_year(match["number"]) and not (head.year or head.no_year or head.measure)):
            return None
        word, factor = head.unit
        factor *= word.factor
        start, end = cell.start + match.start("number"), cell.start + match.end()
        return Quantity(
            start,
            end,
            match["number"],
            plain(numeral.value * factor),
            plain(numeral.precision * factor),
            word,
            match["hedge"] or "",
            shares_unit=True,
            rules=("unit.table",),
        )

    def _at(self, start: int) -> int | None:
        if self._row is None:
            return None
        at = bisect_right(self._row.cells, start, key=lambda cell: cell.start) - 1
        return at if at >= 0 else None


def _is_within(one: Quantity, found: Sequence[Quantity], at: int) -> bool:
    """Whether one of the quantities before or behind `found[at]` reaches into it."""
    return any(q.start < one.end and one.start < q.end for q in found[max(0, at - 1) : at + 1])


def with_tabs(folded: str, printed: str) -> str:
    """A folded line with bars where tabs or several blanks part the cells of a table in plain text."""
    if "|" in printed:
        return folded
    if "\t" not in printed.strip():
        if "  " not in folded.strip() or not _COLUMNS.fullmatch(folded.strip()):
            return folded
        return re.sub(r"(?<=[^ ]) (?= +[^ ])", "|", folded)
    first = len(printed) - len(printed.lstrip())
    last = len(printed.rstrip())
    tabs = {at for at in range(first, last) if printed[at] == "\t"}
    return "".join("|" if at in tabs else character for at, character in enumerate(folded))


def _cells(line: str) -> Iterator[Cell]:
    start = 0
    for part in line.split("|"):
        bare = part.strip()
        yield Cell(bare, start + (len(part) - len(part.lstrip()) if bare else 0))
        start += len(part) + 1


def _year_of_row(cells: Sequence[Cell], heads: Sequence[Head]) -> int | None:
    """The year that the first cell of a row names, bare or not: `2022 | 962 | 901`."""
    match = _ONLY_YEAR.fullmatch(cells[0].text)
    if match is None or len(cells) < 2 or (heads and heads[0].unit):
        return None
    return int(match[1])


def _counts(text: str) -> bool:
    """Whether a cell holds values, with or without their measure words, and not a year or a number in a name."""
    bare = _DATED.sub("", SEVERAL_YEARS.sub("", text)).strip()
    return _COUNTED.fullmatch(bare) is not None or _several().fullmatch(bare) is not None


def _is_empty(text: str) -> bool:
    return not text.strip("-—–/无·. ")


def _is_year(number: str) -> bool:
    return re.fullmatch("(?:19|20)[0-9]{2}", number) is not None
