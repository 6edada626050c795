"""Invented reports, and what is true of them, made of one table of truths."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    import duckdb

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
    """One report as a text file, and the severity of a finding on each figure (as printed) that is doubted."""

    place: str
    name: str
    text: str
    doubts: dict[str, str] = field(default_factory=dict)


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
            made.reports += _reports(row["place"], template, words)
            made.cells += _cells(row, template["cells"], words)
    return made


def _reports(place: str, template: dict[str, Any], words: dict[str, str]) -> Iterator[Report]:
    for key, said in template["reports"].items():
        year, _, version = str(key).partition("-")
        parts = said if isinstance(said, dict) else {"work": said}
        doubts = {raw.format(**words): severity for raw, severity in template.get("findings", {}).get(key, {}).items()}
        text = report_text(place, int(year), parts, words, version)
        yield Report(place, f"{place}-{key}.txt", text, doubts)


def report_text(place: str, year: int, parts: dict[str, str], words: dict[str, str], version: str = "") -> str:
    """The text of a report: title, `work`, optional `problems` and `plan`, the day that stands below it (`day`) and the
    one it was published on (`posted`)."""
    said = {name: str(value).format(**words) for name, value in parts.items()}
    place = said.get("place", place)
    organ = said.get("organ", f"{place}人民政府")
    lines = [
        said.get("title", f"{organ.removesuffix('人民政府')}{year}年法治政府建设情况报告"),
        *([f"发布时间：{said['posted']}"] if "posted" in said else []),
        f"{said.get('body_year', year)}年，{organ}深入推进法治政府建设。本篇系虚构，数字亦是编造。现将有关情况报告如下：",
        "一、主要工作情况",
        *said["work"].split("\n"),
        *[FILLER] * 8,
        "二、存在的主要问题",
        *said.get("problems", "工作中还存在一些短板和不足。").split("\n"),
        f"三、{year + 1}年工作打算",
        *said.get("plan", "继续推进法治政府建设各项工作。").split("\n"),
        FILLER,
        organ,
        said.get("day", f"{year + 1}年3月{10 + len(version)}日"),
    ]
    return "\n".join(lines) + "\n"


def _cells(row: dict[str, str], told: dict[str, object], words: dict[str, str]) -> Iterator[Cell]:
    for key, value in told.items():
        address, _, place = key.partition("@")  # `@new`: said of the place that the row calls `new`
        # `reconsideration.closed:…`: said of another indicator, or rate, than the row's.
        told_of, mart, column, year = _ADDRESS.fullmatch(address.format(**words)).groups()  # type: ignore[union-attr]
        said = str(value).format(**words)
        expected = None if said == "~" else said
        indicator = told_of or row["indicator"]
        yield Cell(row["template"], words[place or "place"], indicator, mart, column, int(year), expected)


_ADDRESS = re.compile(r"(?:([\w.]+):)?(\w+)\.(.+)\.(\d{4})")
_OF_REPORTS = {
    "dim_report",
    "report_coverage",
    "report_timeliness",
    "report_completeness",
    "problem_statement",
    "text_reuse",
}
"""Marts of reports: their year is `report_year`, and they have no indicator."""


def question(cell: Cell) -> tuple[str, list[object]]:
    """The query whose rows are what the mart says in the cell, and its parameters."""
    query = f"select {cell.column} from marts.{cell.mart} where region_name = ? and "
    if cell.mart in _OF_REPORTS:
        return f"{query} report_year = ?", [cell.place, cell.year]
    if cell.mart == "target_outcome":
        return f"{query} target_year = ? and indicator_code = ?", [cell.place, cell.year, cell.indicator]
    code = "rate_code" if cell.mart == "derived_rate" else "indicator_code"
    return f"{query} year = ? and {code} = ?", [cell.place, cell.year, cell.indicator]


def doubt(con: duckdb.DuckDBPyConnection, made: Corpus) -> None:
    """Files the findings of `made` under their figures, as the audit would."""
    for report in made.reports:
        for raw, severity in report.doubts.items():
            con.execute(
                """insert into audit.figure_findings (finding_id, rule, severity, subject, figure_id, sha256)
                select f.figure_id, 'invented', ?, 'figure', f.figure_id, f.sha256
                from raw.figures as f inner join raw.documents as d using (sha256)
                where d.address = ? and f.raw = ?""",
                [severity, f"file:///{report.name}", raw],
            )
