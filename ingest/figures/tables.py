"""Tables: heads of columns, labels of rows and captions say the unit, the year and the measure of bare numbers.

A row of a table is a line whose cells are set apart by `|`, or by tabs in plain text. A number that has no measure
word of its own is a figure only where exactly one unit is said for its cell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.figures.comparisons import Reading
from ingest.figures.measures import MeasureWord, measure_words
from ingest.figures.numerals import ARABIC, SCALE, plain, read
from ingest.figures.quantities import Quantity
from ingest.model import Measure

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}) ?年|^(20[0-9]{2})(?:年?度?)?$")
_DATED = re.compile(r"(?<![0-9])20[0-9]{2} ?年")
_ONLY_YEAR = re.compile(r"(20[0-9]{2})(?: ?年?度?)?")
"""`2022`, `2022年度`: a cell with nothing else."""
_RELATIVE_YEAR = re.compile(
    r"(?:(?P<own>本年度?|今年|本期)|上年度?|去年|上年同期|上期) ?(?:\(.*\)|数|数据|数量|件数|值)?"
)
_BRACKETS = re.compile(r"\(([^()]{1,10})\)")
_CAPTION = re.compile(r"(?:计量)?单位 ?[:：] ?([^()\s|。;]{1,14})")
"""`(单位:件)`, `计量单位:万元、件`."""
_UNIT_COLUMN = re.compile(r"(?:计量)?单位")
_COUNTED_BY = re.compile(r"(?:.*[^率])?(件|人|户|次|起|宗|份|家|个|人次|件次|场次)数?")
"""A head such as `受理件数`, `参训人次`: only with 数, or a unit of two characters, is it more than a word's end."""
_NO_VALUES = re.compile(r"序号|编号|代码|排[名序]|名次|备注|说明|日期|时间|电话|[文案]号|年份|年度|页码|行政区划")
_CHANGE = re.compile(r"同比|环比|[比较](?:上年|去年|上期|同期|20[0-9]{2})|增减|增长|增幅|降幅|增速|升降|变[化动]|±")
_CHANGE_OF_ROW = re.compile(r"同比|环比|[比较](?:上年|去年|上期)|增减|增幅|降幅|增速")
_FALLS = re.compile(r"下降|减少|降幅|降低|减幅")
_RISES = re.compile(r"[增升±]")
_SHARE = re.compile(r"占比|比重|构成比|占[^|]{0,10}(?:比例|百分比|%)")
_MINUS = re.compile(r"(?:[-−－↓▼]|下降|减少|降低) ?$")
_VALUE = re.compile(
    rf"(?P<sign>[-−+↑↓▲▼]|上升|下降|增长|增加|减少)? ?(?P<number>{ARABIC})(?P<scale>{SCALE})?(?P<hedge>[余多])?"
)
"""A cell that holds a bare number: `1,083`, `-3.5`, `↑12`, `3500余`, `1.2万`."""
_COUNTED = re.compile(rf"{_VALUE.pattern} ?(?![月季号期、.)])[^0-9]{{0,6}}")
"""A value with a short word behind it, `962件`, `12.6个百分点`: not `1月`, `1.受理`, `12345热线办件量`."""
_CONTINUED = re.compile(r"\(?(?:续表|接上[页表]|表 ?[0-9一二三四五六七八九十]* ?\(?续)")
_LONGEST_CAPTION = 60
_FACTORS = {"": 1, "万": 10**4, "亿": 10**8, "千": 10**3, "百万": 10**6, "千万": 10**7}


class Unit(NamedTuple):
    word: MeasureWord
    factor: int
    """What a number is multiplied by: 10,000 where the head says 万元."""


class Head(NamedTuple):
    """What the head of a column or the label of a row says; None where it does not."""

    unit: Unit | None = None
    year: int | None = None
    measure: Measure | None = None
    falls: bool = False
    is_value: bool = True
    """False for columns of ordinals, names and remarks: their numbers count nothing."""
    is_unit: bool = False
    """True for the column that names the unit of each row."""

    def says(self) -> bool:
        return self != Head()

    def over(self, below: Head) -> Head:
        """This head with what the one below it adds."""
        return Head(
            below.unit or self.unit,
            below.year or self.year,
            below.measure or self.measure,
            below.falls or self.falls,
            below.is_value and self.is_value,
            below.is_unit or self.is_unit,
        )


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
            self._caption = _units(caption[1])
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

    def year(self, start: int) -> tuple[int, str] | None:
        """The year that the column or the row of an offset in the line says, with the id of the rule."""
        at = self._at(start)
        if self._row is None or at is None:
            return None
        if year := self._row.heads[at].year:
            return year, "year.column"
        return (self._row.year, "year.row") if self._row.year and at else None

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
        if own.measure != "level" or head.measure is None or (at == 0 and len(self._row.cells) > 1):
            return own
        kind = quantity.measure.kind
        if head.measure == "share":
            return Reading("share", rules=("share.table",)) if kind == "ratio" else own
        falls = minus or head.falls
        measure: Measure = "point_change" if kind == "points" else "change"
        return Reading(measure, falls, (f"{measure}.table",))

    def _other(self, line: str) -> None:
        if not line.strip() or _CONTINUED.match(line.strip()):
            return
        self._heads, self._in_head = [], True
        caption = _CAPTION.search(line) if len(line) <= _LONGEST_CAPTION else None
        self._caption_age += 1
        if caption:
            self._caption, self._caption_age = _units(caption[1]), 0
        elif self._caption_age > 1 or len(line) > _LONGEST_CAPTION:
            self._caption = []

    def _is_head(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds no value. Bare years are heads where the first cell is a word without a unit."""
        values = [cell for cell in cells if _VALUE.fullmatch(cell.text)]
        if values:
            years = all(_ONLY_YEAR.fullmatch(cell.text) for cell in values)
            label = self._said(cells[0].text)
            return years and len(values) > 1 and not _VALUE.fullmatch(cells[0].text) and label.unit is None
        return not any(_counts(cell.text) for cell in cells)

    def _take_head(self, cells: Sequence[Cell]) -> None:
        heads = [self._said(cell.text) for cell in cells]
        if not any(head.says() for head in heads):
            return  # a subheading within the table, or a head that says no more than names
        if self._in_head and len(heads) == len(self._heads):
            heads = [above.over(below) for above, below in zip(self._heads, heads, strict=True)]
        self._heads, self._in_head = heads, True

    def _said(self, words: str) -> Head:
        words = words.replace(" ", "")
        measure: Measure | None = None
        if _SHARE.search(words):
            measure = "share"
        elif _CHANGE.search(words):
            measure = "change"
        falls = measure == "change" and bool(_FALLS.search(words)) and not _RISES.search(words)
        if _UNIT_COLUMN.fullmatch(words):
            return Head(is_value=False, is_unit=True)
        is_value = not _NO_VALUES.fullmatch(words)
        return Head(_unit_in(words), self._year_in(words, measure), measure, falls, is_value)

    def _year_in(self, words: str, measure: Measure | None) -> int | None:
        years = [match[1] or match[2] for match in _YEAR.finditer(words)]
        if measure == "change":
            return int(years[0]) if len(years) == 1 and words.startswith(years[0]) else None
        if years:
            return int(years[0]) if len(set(years)) == 1 else None
        match = _RELATIVE_YEAR.fullmatch(words)
        if match is None or self._own_year is None:
            return None
        return self._own_year if match["own"] else self._own_year - 1

    def _heads_of(self, cells: Sequence[Cell], heads: Sequence[Head]) -> Iterator[Head]:
        """For each cell its column's head, completed by the label before it in the row and by the caption."""
        label, has_value = Head(), False
        units = (_unit(cell.text) for cell, head in zip(cells, heads, strict=False) if head.is_unit)
        named = next(filter(None, units), None)
        for number, cell in enumerate(cells):
            column = heads[number] if number < len(heads) else Head()
            if not _counts(cell.text) and cell.text and not _is_empty(cell.text):
                said = self._said(cell.text)
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
        if numeral is None or (_is_year(match["number"]) and not (head.year or head.measure)):
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
    """A folded line with bars where tabs part the cells of a table in plain text; as it is otherwise."""
    if "\t" not in printed.strip() or "|" in printed:
        return folded
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


@lru_cache(maxsize=1024)
def _unit(words: str) -> Unit | None:
    """The unit that words say and nothing else: `件`, `万元`, `单位:人次`, `±%`."""
    words = re.sub(r"^(?:计量)?单位[:：]?|[±+\-/]+(?=%)", "", words.replace(" ", ""))
    for scale, factor in _FACTORS.items():
        word = measure_words().get(words.removeprefix(scale)) if words.startswith(scale) else None
        if word and (scale == "" or word.kind in ("count", "money", "size")):
            return Unit(word, factor)
    return None


def _units(words: str) -> list[Unit]:
    """The units of a caption, none where one of them is not known: `件、%`."""
    found = [_unit(part) for part in re.split(r"[、,/和]", words)]
    return [unit for unit in found if unit] if all(found) else []


def _unit_in(words: str) -> Unit | None:
    """The unit in a head: `(件)`, `数量/件`, `占比%`, `受理件数`."""
    for inner in _BRACKETS.findall(words):
        if unit := _unit(inner):
            return unit
    if words.endswith("%"):
        return _unit("%")
    _, slash, behind = words.rpartition("/")
    if slash and (unit := _unit(behind)):
        return unit
    match = _COUNTED_BY.fullmatch(words)
    if match and (words.endswith("数") or len(match[1]) > 1):
        return _unit(match[1])
    return None


def _counts(text: str) -> bool:
    """Whether a cell holds a value, with or without its measure word, and not a year or a number in a name."""
    return _COUNTED.fullmatch(_DATED.sub("", text).strip()) is not None


def _is_empty(text: str) -> bool:
    return not text.strip("-—–/无·. ")


def _is_year(number: str) -> bool:
    return re.fullmatch("(?:19|20)[0-9]{2}", number) is not None
