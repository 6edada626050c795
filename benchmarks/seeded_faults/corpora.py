"""Plants every kind into a corpus of its own, and asks the audit.

Kinds that are judged before the marts have a warehouse each. The others share one, in which every kind has a
universe of its own: the twelve samples again, with other hashes and other region codes, so that dbt builds the marts
once for all of them. Universe 0 is the good corpus.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.score import REPOSITORY
from benchmarks.seeded_faults.builds import BUILD_KINDS, EXCEPTION_KINDS, GOOD, NOW
from benchmarks.seeded_faults.kinds import Kind, Texts
from benchmarks.seeded_faults.tables import TABLE_KINDS
from benchmarks.seeded_faults.texts import TEXT_KINDS

if TYPE_CHECKING:
    import duckdb

SAMPLES = REPOSITORY / "samples"
KINDS = [*TEXT_KINDS, *TABLE_KINDS]
ENCODINGS = {"yanyao": "gb18030"}

Planted = tuple[int, Kind | None, Texts]
"""A universe, the kind of fault in it and its reports."""

_COPIED = ("documents", "sections", "figures")


@dataclass(frozen=True, slots=True)
class Result:
    """Whether a kind was caught."""

    what: str
    rule: str
    without: int
    """Findings of the rule without the fault."""
    planted: int
    """Findings of the rule with it."""
    message: str
    """What the audit says of it."""

    @property
    def caught(self) -> bool:
        return self.planted > self.without


def good_texts() -> Texts:
    """The samples by file name."""
    paths = sorted(SAMPLES.glob("*-20??.*"))
    return {path.name: path.read_bytes().decode(ENCODINGS.get(path.name[:6], "utf-8")) for path in paths}


def plant_all(folder: Path) -> list[Result]:
    """One result per kind; everything is written below `folder`."""
    good = good_texts()
    planted = [kind.in_texts(good) if kind.in_texts else good for kind in KINDS]
    base = _load(folder, [good, *planted])
    results = _before_the_marts(folder, base, planted) | _after_the_marts(folder, base, planted)
    return [results[kind.what] for kind in KINDS] + _builds() + _coverage() + _exceptions()


def _load(folder: Path, corpora: Iterable[Texts]) -> Path:
    """Takes every distinct text in, extracts and loads it, as a refresh does; the warehouse."""
    import duckdb

    from ingest.archive import Archive
    from ingest.archive.intake import take_in
    from ingest.batches import extract_new
    from ingest.extraction import extractor_version
    from ingest.loading.corpus import Corpus
    from ingest.loading.loading import load_raw
    from warehouse.building.candidate import region_tables

    for number, texts in enumerate(corpora):
        for name, text in texts.items():
            path = folder / "reports" / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode(ENCODINGS.get(name[:6], "utf-8")))
    archive = Archive(folder / "archive")
    take_in(archive, sorted((folder / "reports").rglob("*-20??.*")), "files")
    corpus = Corpus.of(archive.fetches())
    extract_new(corpus.items, archive, folder / "extractions")
    with duckdb.connect(folder / "base.duckdb") as con:
        load_raw(con, corpus, folder / "extractions" / extractor_version(), region_tables())
    return folder / "base.duckdb"


def _hashes(texts: Texts) -> list[str]:
    import hashlib

    encoded = (text.encode(ENCODINGS.get(name[:6], "utf-8")) for name, text in texts.items())
    return [hashlib.sha256(data).hexdigest() for data in encoded]


@contextmanager
def _warehouse(folder: Path, base: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the base without reports, the base beside it as `base`."""
    import duckdb

    path = folder / "planted.duckdb"
    shutil.copyfile(base, path)
    with duckdb.connect(path) as con:
        con.execute("set timezone = 'UTC'")
        con.execute(f"attach '{base}' as base (read_only)")
        for table in _COPIED:
            con.execute(f"delete from raw.{table}")
        yield con
    path.unlink()


def _add(con: duckdb.DuckDBPyConnection, universe: int, texts: Texts) -> None:
    """Copies the reports of one corpus into the warehouse, under hashes and region codes of their own."""
    mark = f"'{universe:03d}-' || "
    code = f"'9{universe:02d}' || substr(region_code, 4)"
    ids = {
        "documents": f"{mark}sha256 as sha256, {mark}text_hash as text_hash, {code} as region_code, true as is_current",
        "sections": f"{mark}sha256 as sha256, {mark}section_id as section_id, "
        f"{mark}parent_section_id as parent_section_id",
        "figures": f"{mark}sha256 as sha256, {mark}section_id as section_id, {mark}figure_id as figure_id",
    }
    con.execute("create or replace temp table chosen (sha256 varchar)")
    con.executemany("insert into chosen values (?)", [[sha256] for sha256 in _hashes(texts)])
    for table, replaced in ids.items():
        con.execute(
            f"insert into raw.{table} by name select * replace ({replaced}) from base.raw.{table} "
            "where sha256 in (select sha256 from chosen)"
        )
    con.execute(
        f"insert into raw.regions by name select * replace ('9{universe:02d}' || substr(code, 4) as code, "
        f"'9{universe:02d}' || substr(parent_code, 4) as parent_code) from base.raw.regions where invented "
        f"and '9{universe:02d}' || substr(code, 4) not in (select code from raw.regions)"
    )


def _plant(con: duckdb.DuckDBPyConnection, kind: Kind, universe: int) -> None:
    if not kind.in_tables:
        return
    own = {"sha": f"starts_with(sha256, '{universe:03d}-')", "code": f"starts_with(code, '9{universe:02d}')"}
    changed = con.execute(kind.in_tables.format(**own)).fetchall()
    if not changed[0][0]:
        raise ValueError(f"{kind.what}: no row was changed, the fault could not be planted.")


def _before_the_marts(folder: Path, base: Path, planted: Sequence[Texts]) -> dict[str, Result]:
    """Copies of other reports are looked for in a corpus of their own: beside other universes all are copies."""
    kinds = [(kind, texts) for kind, texts in zip(KINDS, planted, strict=True) if kind.stage == "figures"]
    alone = [(kind, texts) for kind, texts in kinds if kind.rule.startswith("report_repeats_")]
    results = _judged_before(folder, base, [one for one in kinds if one not in alone])
    for one in alone:
        results |= _judged_before(folder, base, [one], apart=True)
    return results


def _judged_before(
    folder: Path, base: Path, kinds: Sequence[tuple[Kind, Texts]], *, apart: bool = False
) -> dict[str, Result]:
    """Each kind, and the good corpus, in a universe of one warehouse; or `apart`, the good corpus in its own."""
    from warehouse.building.audit import audit_figures

    told: dict[int, list[tuple[str, str]]] = {}
    numbered = list(enumerate(kinds, 1))
    good: list[Planted] = [(0, None, good_texts())]
    faulty: list[Planted] = [(at, kind, texts) for at, (kind, texts) in numbered]
    for chosen in [good, faulty] if apart else [good + faulty]:
        with _warehouse(folder, base) as con:
            for at, kind, texts in chosen:
                _add(con, at, texts)
                if kind:
                    _plant(con, kind, at)
            audit_figures(con)
            told |= {at: _told(con, "audit.figure_findings", at) for at, _, _ in chosen}
    return {kind.what: _result(kind, told[0], told[at]) for at, (kind, _) in numbered}


def _after_the_marts(folder: Path, base: Path, planted: Sequence[Texts]) -> dict[str, Result]:
    import duckdb

    from warehouse.building.audit import audit_figures, audit_marts
    from warehouse.building.dbt import build
    from warehouse.workspace import Workspace

    kinds = [(kind, texts) for kind, texts in zip(KINDS, planted, strict=True) if kind.stage != "figures"]
    place = Workspace(folder / "data").prepare()
    with _warehouse(folder, base) as con:
        _add(con, 0, good_texts())
        for universe, (kind, texts) in enumerate(kinds, 1):
            _add(con, universe, texts)
            if kind.stage == "marts":
                _plant(con, kind, universe)
        audit_figures(con)
        con.execute("checkpoint")
        shutil.copyfile(folder / "planted.duckdb", place.candidate)
    built = build(place, [])
    if built.failed:
        raise RuntimeError(built.explanation)
    with duckdb.connect(place.candidate) as con:
        for universe, (kind, _) in enumerate(kinds, 1):
            if kind.stage == "finished":
                _plant(con, kind, universe)
        audit_marts(con)
        without = _told(con, "audit.findings", 0)
        return {
            kind.what: _result(kind, without, _told(con, "audit.findings", universe))
            for universe, (kind, _) in enumerate(kinds, 1)
        }


def _told(con: duckdb.DuckDBPyConnection, table: str, universe: int) -> list[tuple[str, str]]:
    """Rule and message of the findings on a universe."""
    return con.execute(
        f"select rule, message_en from {table} where starts_with(sha256, ?) order by all", [f"{universe:03d}-"]
    ).fetchall()


def _result(kind: Kind, without: list[tuple[str, str]], planted: list[tuple[str, str]]) -> Result:
    new = [message for rule, message in planted if rule == kind.rule and (rule, message) not in without]
    before, after = (sum(rule == kind.rule for rule, _ in told) for told in (without, planted))
    return Result(kind.what, kind.rule, before, after, new[0] if new else "")


def _builds() -> list[Result]:
    from expectations.audit import run_suite
    from expectations.build import build_frame, build_suite
    from expectations.findings import findings

    results = []
    for what, rule, changed in BUILD_KINDS:
        told = []
        for counts in (GOOD, GOOD | changed):
            frame = build_frame(counts, now=NOW)
            table = findings(run_suite(build_suite(), frame), frame)
            told.append([(str(row.rule), str(row.message_en)) for row in table.itertuples()])
        results.append(_result(Kind(what, rule), *told))
    return results


def _coverage() -> list[Result]:
    import pandas as pd

    from expectations.audit import run_suite
    from expectations.build import coverage_suite
    from expectations.findings import findings

    told = []
    for after in (950, 660):
        frame = pd.DataFrame([{"what": "reports", "before": 1000, "after": after}])
        table = findings(run_suite(coverage_suite(0.2), frame), frame)
        told.append([(str(row.rule), str(row.message_en)) for row in table.itertuples()])
    return [_result(Kind("a third of the published reports lost", "build_covers_what_was_published"), *told)]


def _exceptions() -> list[Result]:
    from expectations.audit import run_suite
    from expectations.exceptions import Explanation, exception_frame, exception_suite
    from expectations.findings import findings

    results = []
    for what, rule, occurs, until in EXCEPTION_KINDS:
        told = []
        for used, last in (({0}, NOW.date() + timedelta(days=9)), ({0} if occurs else set(), until)):
            entry = Explanation(rule="stated_change_agrees", region="990103", reason="as the office says", until=last)
            frame = exception_frame([entry], used, NOW.date())
            table = findings(run_suite(exception_suite(), frame), frame)
            told.append([(str(row.rule), str(row.message_en)) for row in table.itertuples()])
        results.append(_result(Kind(what, rule), *told))
    return results
