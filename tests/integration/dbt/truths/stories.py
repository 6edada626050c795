"""Invented reports, and what is true of them, made of one table of truths."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).parent
FILLER = "各部门依照法定职责办理有关事项，坚持公开、公正与便民，不断提高依法行政的能力和水平。"


class Cell(NamedTuple):
    """What one column of one row of a mart has to say."""

    template: str
    place: str
    indicator: str
    mart: str
    column: str
    year: int
    expected: str | None

    def __str__(self) -> str:
        return f"{self.place} {self.mart}.{self.column} {self.year} {self.indicator}"


@dataclass(frozen=True)
class Report:
    """One report as a text file."""

    place: str
    name: str
    text: str


@dataclass
class Corpus:
    """All reports and all cells."""

    reports: list[Report] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


def corpus() -> Corpus:
    """The reports and cells of `truths.csv`, by the templates of `templates.yml`."""
    templates = yaml.safe_load((HERE / "templates.yml").read_text(encoding="utf-8"))
    made = Corpus()
    with (HERE / "truths.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            template = templates[row["template"]]
            numbers = dict(pair.split("=", 1) for pair in row["numbers"].split(";") if pair)
            words = numbers | {"subject": row["subject"], "place": row["place"]}
            made.reports += _reports(row["place"], template["reports"], words)
            made.cells += _cells(row, template["cells"], words)
    return made


def _reports(place: str, told: dict[int, object], words: dict[str, str]) -> Iterator[Report]:
    for key, said in told.items():
        year, _, version = str(key).partition("-")
        parts = said if isinstance(said, dict) else {"work": said}
        yield Report(place, f"{place}-{key}.txt", report_text(place, int(year), parts, words, version))


def report_text(place: str, year: int, parts: dict[str, str], words: dict[str, str], version: str = "") -> str:
    """The text of a report: title, `work`, optional `problems` and `plan`, and the day of publication (`day`)."""
    said = {name: str(value).format(**words) for name, value in parts.items()}
    place = said.get("place", place)
    lines = [
        said.get("title", f"{place}{year}年法治政府建设情况报告"),
        f"{said.get('body_year', year)}年，{place}人民政府深入推进法治政府建设。本篇系虚构，数字亦是编造。现将有关情况报告如下：",
        "一、主要工作情况",
        *said["work"].split("\n"),
        *[FILLER] * 8,
        "二、存在的主要问题",
        *said.get("problems", "工作中还存在一些短板和不足。").split("\n"),
        f"三、{year + 1}年工作打算",
        *said.get("plan", "继续推进法治政府建设各项工作。").split("\n"),
        FILLER,
        f"{place}人民政府",
        said.get("day", f"{year + 1}年3月{10 + len(version)}日"),
    ]
    return "\n".join(lines) + "\n"


def _cells(row: dict[str, str], told: dict[str, object], words: dict[str, str]) -> Iterator[Cell]:
    for key, value in told.items():
        address, _, place = key.partition("@")  # `@new`: said of the place that the row calls `new`
        mart, column, year = re.fullmatch(r"(\w+)\.(.+)\.(\d{4})", address).groups()  # type: ignore[union-attr]
        said = str(value).format(**words)
        expected = None if said == "~" else said
        yield Cell(row["template"], words[place or "place"], row["indicator"], mart, column, int(year), expected)


_OF_REPORTS = {"report_timeliness", "report_completeness", "problem_statement", "text_reuse"}
"""Marts of reports: their year is `report_year`, and they have no indicator."""


def question(cell: Cell) -> tuple[str, list[object]]:
    """The query whose rows are what the mart says in the cell, and its parameters."""
    query = f"select {cell.column} from marts.{cell.mart} where region_name = ? and "
    if cell.mart in _OF_REPORTS:
        return f"{query} report_year = ?", [cell.place, cell.year]
    return f"{query} year = ? and indicator_code = ?", [cell.place, cell.year, cell.indicator]
