"""`fazhi diff` as users type it: the published warehouse stands for what an earlier extractor read."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.integration

Fazhi = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(sample_data: Path, tmp_path: Path) -> Path:
    """A copy of the samples' data folder."""
    copy = tmp_path / "data"
    shutil.copytree(sample_data, copy, symlinks=True, ignore=shutil.ignore_patterns("dagster", "dbt", "builds"))
    return copy


def alter(data: Path, *statements: str) -> None:
    """Makes the published warehouse one that an earlier extractor has made."""
    published = (data / "fazhi.duckdb").resolve()
    published.chmod(0o644)
    with duckdb.connect(published) as con:
        for statement in statements:
            assert con.execute(statement).fetchall() != [(0,)], statement
    published.chmod(0o444)


EARLIER = (
    "update raw.documents set extractor_version = '0123456789ab'",
    "update raw.figures set value = 95.9, scope = 'part' where raw = '109.5%'",
    "delete from raw.figures where raw = '45120件'",
    "update raw.figures set rules = ['an earlier rule'] where raw = '45120件' or raw = '95.6%'",
)


def test_where_nothing_changed_it_says_so(data: Path, fazhi: Fazhi) -> None:
    done = fazhi("diff", data=data)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Nothing changed: ")
    assert "12 documents" in done.stdout and "made with the current extractor" in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_where_nothing_is_published_it_says_so_and_makes_no_folder(tmp_path: Path, fazhi: Fazhi) -> None:
    done = fazhi("diff", data=tmp_path / "data")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is published yet" in done.stdout
    assert json.loads(fazhi("diff", "--json", data=tmp_path / "data").stdout)["reports"] == []
    assert not (tmp_path / "data").exists()


def test_it_tells_each_figure_with_its_sentence_under_its_report(data: Path, fazhi: Fazhi) -> None:
    alter(data, *EARLIER)
    done = fazhi("diff", data=data)
    assert done.returncode == 0, done.stderr
    heading, added, changed, _, summary = done.stdout.splitlines()
    assert heading.startswith("鹤汀市 2023  +1 ~1  file://") and heading.endswith("heting-2023.txt")
    assert added.startswith("  + 45120件  45120 件 ") and added.endswith("满意率95.6%。”")
    assert changed.startswith("  ~ 109.5%  value 95.9 → 109.5; scope part → total  “")
    assert summary.startswith("1 added, 1 changed, 0 lost, of ") and "0123456789ab (published)" in summary


def test_rules_are_compared_where_they_are_asked_for(data: Path, fazhi: Fazhi) -> None:
    alter(data, *EARLIER)
    lines = fazhi("diff", "--rules", data=data).stdout.splitlines()
    assert any(line.startswith("  ~ 95.6%  rules an earlier rule → ") for line in lines)


def test_json_holds_what_was_and_what_is(data: Path, fazhi: Fazhi) -> None:
    alter(data, *EARLIER)
    found = json.loads(fazhi("diff", "--json", data=data).stdout)
    assert (found["before"], found["added"], found["changed"], found["lost"]) == ("0123456789ab", 1, 1, 0)
    [report] = found["reports"]
    added, changed = report["figures"]
    assert (report["report_year"], report["added"], report["changed"], report["lost"]) == (2023, 1, 1, 0)
    assert (added["raw"], added["before"], added["after"]["value"]) == ("45120件", None, 45120)
    assert changed["changed"] == ["value", "scope"]
    assert (changed["before"]["value"], changed["after"]["value"]) == (95.9, 109.5)


def test_it_reads_documents_again_where_the_present_extraction_is_missing(data: Path, fazhi: Fazhi) -> None:
    shutil.rmtree(data / "extractions")
    alter(data, *EARLIER)
    done = fazhi("diff", data=data)
    assert done.returncode == 0, done.stderr
    assert "1 added, 1 changed, 0 lost" in done.stdout
    assert fazhi("diff", data=data).stdout == done.stdout


def test_it_leaves_the_published_warehouse_as_it_is(data: Path, fazhi: Fazhi) -> None:
    alter(data, *EARLIER)
    published = (data / "fazhi.duckdb").resolve()
    before = published.read_bytes()
    fazhi("diff", data=data)
    assert published.read_bytes() == before and (data / "fazhi.duckdb").resolve() == published
