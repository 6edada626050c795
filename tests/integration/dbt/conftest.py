"""A tiny warehouse of invented reports, loaded into the raw schema and built by dbt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
DBT_PROJECT = REPOSITORY / "dbt_project"
RAW_SCHEMA = REPOSITORY / "ingest" / "loading" / "schema.sql"

FINDINGS = """
create schema if not exists audit;
create or replace table audit.figure_findings (
    finding_id varchar, rule varchar, severity varchar, subject varchar, figure_id varchar,
    related_figure_id varchar, sha256 varchar, region_code varchar, year integer, indicator_code varchar,
    observed varchar, message_zh varchar, message_en varchar
);
"""

BROKEN = ("error", "fail", "runtime error")

Row = dict[str, Any]


@dataclass
class InventedReport:
    """A report that grows by sentences; offsets of its figures follow from where their text stands."""

    sha256: str
    head: Row
    text: str = ""
    sections: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)

    def section(self, heading: str, domain: str | None = None, is_plan: bool = False) -> InventedReport:
        start = len(self.text)
        self.text += f"{heading}\n"
        self.sections.append(
            {
                "section_id": f"{self.sha256}-{len(self.sections)}",
                "sha256": self.sha256,
                "ordinal": len(self.sections),
                "parent_section_id": None,
                "rank": 1,
                "heading": heading,
                "domain": domain,
                "is_plan": is_plan,
                "start": start,
                "end": len(self.text),
            }
        )
        return self

    def sentence(self, sentence: str, *figures: Row) -> InventedReport:
        """Append a sentence with its figures, each a row whose `raw` occurs once in the sentence."""
        start = len(self.text)
        self.text += sentence
        for given in figures:
            place = start + sentence.index(given["raw"])
            row = {
                "figure_id": f"{self.sha256}-{given['raw']}",
                "sha256": self.sha256,
                "section_id": self.sections[-1]["section_id"],
                "sentence_start": start,
                "sentence_end": len(self.text),
                "start": place,
                "end": place + len(given["raw"]),
                "precision": Decimal("0.5"),
                "bound": "exact",
                "measure": "level",
                "scope": "total",
                "indicator_code": None,
                "year": self.head["report_year"],
                "rules": [],
                "extractor_version": "test",
            }
            self.figures.append(row | given)
        self.sections[-1]["end"] = len(self.text)
        return self

    def document(self) -> Row:
        return {
            "sha256": self.sha256,
            "address": f"https://reports.invalid/{self.sha256}",
            "source": "test",
            "fetched_at": "2024-06-01 00:00:00+00",
            "is_current": True,
            "media_type": "text/html",
            "charset": "utf-8",
            "text": self.text,
            "extractor_version": "test",
        } | self.head


def figure(raw: str, value: str | int, unit: str, indicator: str | None = None, **more: Any) -> Row:
    """One printed figure; `more` overrides what is said of a plain total of the report's year."""
    return {"raw": raw, "value": Decimal(value), "unit": unit, "indicator_code": indicator} | more


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        connection.execute(f"insert into {table} ({columns}) values ({marks})", list(row.values()))


@pytest.fixture(scope="session")
def findings() -> str:
    """The statements that make the audit's table, without a row."""
    return FINDINGS


@pytest.fixture(scope="session")
def load() -> Callable[[Path, dict[str, list[Row]]], None]:
    """Write raw and audit tables into a new DuckDB file."""

    def write(path: Path, tables: dict[str, list[Row]]) -> None:
        with duckdb.connect(str(path)) as connection:
            connection.execute(RAW_SCHEMA.read_text(encoding="utf-8"))
            connection.execute(FINDINGS)
            for table, rows in tables.items():
                insert(connection, table, rows)

    return write


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Run `dbt build` in this process on a file `candidate.duckdb`; a node that fails fails the test."""
    from warehouse.building.dbt import parsed_manifest, run_dbt

    folder = tmp_path_factory.mktemp("dbt")
    folders = ["--target-path", str(folder / "target"), "--log-path", str(folder)]
    unread = ["--no-write-json", "--log-level-file", "none"]

    def run(warehouse: Path, *more: str) -> None:
        assert warehouse.name == "candidate.duckdb"
        with pytest.MonkeyPatch.context() as environment:
            # Before the variable is set: a project that has changed is parsed here, on a file of its own.
            manifest = parsed_manifest()
            environment.setenv("FAZHI_WAREHOUSE", str(warehouse))
            # The project is parsed once for all files of the candidate's name, which dbt knows the tables by.
            outcome = run_dbt(["build", *folders, *unread, *more], warehouse, folder, manifest)
        if outcome.exception is not None:
            raise outcome.exception
        broken = [f"{node.node.name}: {node.message}" for node in outcome.result if node.status in BROKEN]
        assert outcome.success, "\n".join(broken)

    return run


@pytest.fixture(scope="session")
def tables() -> dict[str, list[Row]]:
    """Raw tables of an invented county and what surrounds it; the sentences are the tests' scenarios."""
    reports = [county_before(), county_now(), county_now_as_first_published(), water_bureau()]
    return {
        "raw.indicators": indicators(),
        "raw.regions": regions(),
        "raw.documents": [report.document() for report in reports],
        "raw.sections": [row for report in reports for row in report.sections],
        "raw.figures": [row for report in reports for row in report.figures],
        "audit.figure_findings": [
            {"finding_id": "1", "rule": "outlier", "severity": "error", "subject": "figure", "figure_id": "now-9项"},
            {"finding_id": "2", "rule": "jump", "severity": "warn", "subject": "figure", "figure_id": "now-100件"},
        ],
    }


def county(sha256: str, year: int, **more: Any) -> InventedReport:
    head = {"region_code": "990101", "region_name": "竹溪县", "level": "county", "report_year": year}
    return InventedReport(sha256, head | {"issuer": "竹溪县人民政府", "title": f"竹溪县{year}年报告"} | more)


def county_before() -> InventedReport:
    return (
        county("before", 2022, published_on="2023-03-20")
        .section("一、化解争议", "reconsideration")
        .sentence("受理行政复议80件,责令履行0起。", figure("80件", 80, "件", ACCEPTED), figure("0起", 0, "起", ORDERED))
        .sentence("应诉40件。", figure("40件", 40, "件", LAWSUITS))
        .sentence("热线满意率98.2%。", percent("98.2%", "98.2", SATISFACTION))
    )


def county_now() -> InventedReport:
    growth = {"measure": "change", "precision": Decimal("0.5")}
    points = figure("0.3个百分点", "0.3", "百分点", SATISFACTION, measure="point_change", precision=Decimal("0.05"))
    return (
        county("now", 2023, published_on="2024-03-20")
        .section("一、化解争议 😀", "reconsideration")
        .sentence(
            "𠮷年受理行政复议100件,同比增长25%;责令履行2起,同比增长100%。",
            figure("100件", 100, "件", ACCEPTED, **STATEMENT),
            figure("25%", 25, "%", ACCEPTED, **growth),
            figure("2起", 2, "起", ORDERED),
            figure("100%", 100, "%", ORDERED, **growth),
        )
        .sentence(
            "应诉50件,上年为41件。", figure("50件", 50, "件", LAWSUITS), figure("41件", 41, "件", LAWSUITS, year=2022)
        )
        .sentence("援助60起,上年48起。", figure("60起", 60, "起", AID), figure("48起", 48, "起", AID, year=2022))
        .sentence(
            "调解1500件,同比增长50%。",
            figure("1500件", 1500, "件", MEDIATED),
            figure("50%", 50, "%", MEDIATED, **growth),
        )
        .sentence("热线满意率98.5%,提高0.3个百分点。", percent("98.5%", "98.5", SATISFACTION), points)
        .sentence("政务服务事项9项。", figure("9项", 9, "项", ITEMS))
        .sentence(
            "定期清理1次,专项清理3次。",
            figure("1次", 1, "次", CLEANUPS, scope="part"),
            figure("3次", 3, "次", CLEANUPS, scope="part"),
        )
        .section("二、下一步打算", is_plan=True)
        .sentence("拟办援助70件。", figure("70件", 70, "件", AID))
    )


def county_now_as_first_published() -> InventedReport:
    return (
        county("first", 2023, published_on="2024-03-01", address="https://reports.invalid/now", is_current=False)
        .section("一、化解争议", "reconsideration")
        .sentence("受理行政复议99件。", figure("99件", 99, "件", ACCEPTED))
    )


def water_bureau() -> InventedReport:
    return (
        county("bureau", 2023, level="department", issuer="竹溪县水利局")
        .section("一、化解争议", "reconsideration")
        .sentence("受理行政复议7件。", figure("7件", 7, "件", ACCEPTED))
    )


def percent(raw: str, value: str, indicator: str) -> Row:
    return figure(raw, value, "%", indicator, precision=Decimal("0.05"))


ACCEPTED = "reconsideration.accepted"
ORDERED = "reconsideration.ordered_to_perform"
LAWSUITS = "litigation.cases"
AID = "legal_services.aid_cases"
MEDIATED = "mediation.disputes_mediated"
SATISFACTION = "services.hotline_satisfaction_rate"
ITEMS = "services.items"
CLEANUPS = "rulemaking.cleanups"


STATEMENT = {"object": "行政复议", "deed": "受理", "whose": "own", "definition": "accepted", "confidence": 0.9}


def indicators() -> list[Row]:
    described = {
        **dict.fromkeys([ACCEPTED, ORDERED, LAWSUITS, AID, MEDIATED, CLEANUPS], ("count", "sum")),
        ITEMS: ("count", "stock"),
        SATISFACTION: ("rate", "none"),
    }
    return [
        {
            "code": code,
            "domain": code.split(".")[0],
            "name_zh": code,
            "name_en": code,
            "unit": "%" if kind == "rate" else "件",
            "kind": kind,
            "aggregation": aggregation,
            "polarity": "neutral",
            "definition": code,
        }
        for code, (kind, aggregation) in described.items()
    ]


def regions() -> list[Row]:
    columns = ("code", "name", "level", "parent_code", "valid_from", "valid_to", "invented")
    rows = [
        ("990000", "云岭省", "province", None, 1980, None, True),
        ("990100", "云溪市", "prefecture", "990000", 1980, None, True),
        ("990101", "竹溪区", "county", "990100", 1980, 1999, True),
        ("990101", "竹溪县", "county", "990100", 2000, None, True),
    ]
    return [dict(zip(columns, row, strict=True)) for row in rows]
