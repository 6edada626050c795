"""Tables: the year that the head of a column says holds for the cells below it."""

from __future__ import annotations

import re

_YEAR = re.compile(
    r" *(?:(?P<year>20[0-9]{2}) ?年?度?|(?P<own>本年度?|今年|本期)|(?P<before>上年度?|去年|上年同期|上期))"
    r" *(?:\(.*\)|数|数据|数量)? *"
)


class Columns:
    """Years of the columns of the table that is being read, row by row."""

    def __init__(self, own_year: int | None) -> None:
        self._own_year = own_year
        self._years: list[int | None] = []

    def read(self, line: str) -> None:
        """Take in the next line of a folded text: a head of columns, a row below it, or the end of the table."""
        if "|" not in line:
            self._years = []
            return
        years = [self._said(cell) for cell in line.split("|")]
        if any(year is not None for year in years):
            self._years = years

    def year(self, line: str, offset: int) -> int | None:
        """The year of the column that an offset of the line lies in; None where its head says none."""
        if not self._years:
            return None
        column = line.count("|", 0, offset)
        return self._years[column] if column < len(self._years) else None

    def _said(self, cell: str) -> int | None:
        match = _YEAR.fullmatch(cell)
        if match is None:
            return None
        if match["year"]:
            return int(match["year"])
        if self._own_year is None:
            return None
        return self._own_year if match["own"] else self._own_year - 1
