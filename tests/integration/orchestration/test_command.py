"""The `fazhi` command as users type it, in a process of its own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
SAMPLES = REPOSITORY / "samples"

Fazhi = Callable[..., subprocess.CompletedProcess[str]]


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def test_refresh_ends_with_a_table_and_the_query_to_try_next(sample_data: Path, tmp_path: Path, fazhi: Fazhi) -> None:
    status = fazhi("status", data=sample_data)
    assert "the bundled samples (invented)" in status.stdout
    assert "12 reports" in status.stdout
    from cli.refresh import FIRST_QUERY

    answered = fazhi("sql", FIRST_QUERY, "--json", data=sample_data)
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)


def test_a_second_refresh_without_news_changes_nothing_and_says_so(sample_data: Path, fazhi: Fazhi) -> None:
    before = (sample_data / "fazhi.duckdb").readlink(), sorted((sample_data / "published").iterdir())
    done = fazhi("refresh", data=sample_data)
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing new:")
    assert (
        (sample_data / "fazhi.duckdb").readlink(),
        sorted((sample_data / "published").iterdir()),
    ) == before


@pytest.mark.parametrize(
    ("path", "says"), [("missing", "there is no such file or folder"), ("hollow", "no report in this folder")]
)
def test_a_useless_path_is_wrong_use_and_leaves_the_published_warehouse(
    sample_data: Path, tmp_path: Path, fazhi: Fazhi, path: str, says: str
) -> None:
    (tmp_path / "hollow").mkdir()
    before = (sample_data / "fazhi.duckdb").readlink()
    done = fazhi("refresh", "--reports", tmp_path / path, data=sample_data)
    assert done.returncode == 2
    assert says in sentence(done)
    assert (sample_data / "fazhi.duckdb").readlink() == before


def test_a_corpus_without_any_report_is_refused_by_the_audit(refused_refresh: tuple[Path, int, str, str]) -> None:
    data, code, _, errors = refused_refresh
    assert code == 1
    assert "the audit refused to publish" in errors and "Traceback" not in errors
    assert not (data / "fazhi.duckdb").exists()


def test_a_data_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path, fazhi: Fazhi) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder", encoding="utf-8")
    done = fazhi("refresh", data=occupied / "data")
    assert done.returncode == 2
    assert "the data folder cannot be written" in sentence(done)


def test_a_second_refresh_that_waits_for_nobody_says_who_writes(sample_data: Path, fazhi: Fazhi) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from warehouse.workspace import Workspace\n"
        "with Workspace(Path(sys.argv[1])).writing():\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, sample_data], stdout=subprocess.PIPE, cwd=REPOSITORY)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        done = fazhi("refresh", data=sample_data, FAZHI_LOCK_WAIT="0")
    finally:
        holder.kill()
        holder.wait()
    assert done.returncode == 2
    assert "another refresh is writing here" in sentence(done)
    assert f"process {holder.pid}" in sentence(done)


def test_help_answers_without_importing_anything_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['fazhi', '--help']\nfrom cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'dagster', 'dbt', 'duckdb', 'pandas', 'great_expectations', 'jieba', 'rjieba', 'pyarrow', 'lxml', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert "refresh" in done.stdout
    assert done.stderr.strip() == "[]"


def test_extract_prints_one_object_a_figure_with_offsets_into_the_file(tmp_path: Path, fazhi: Fazhi) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "2023年,全县共收到行政复议申请174件,同比下降6.5%。\r\n\r\n受理157件。\n", encoding="utf-8", newline=""
    )
    done = fazhi("extract", report, data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert list(facts[0]) == [
        *("document", "start", "end", "raw", "value", "unit", "bound"),
        *("measure", "scope", "indicator", "year", "quote"),
        *("object", "deed", "whose", "part", "period_start", "period_end", "base_year", "definition"),
        *("confidence", "proposed_code", "target_code", "evidence"),
    ]
    text = report.read_bytes().decode("utf-8")
    assert [text[fact["start"] : fact["end"]] for fact in facts] == ["174件", "6.5%", "157件"]
    assert (facts[0]["value"], facts[0]["unit"], facts[0]["indicator"]) == (
        174,
        "件",
        "reconsideration.applications",
    )
    assert (facts[1]["value"], facts[1]["measure"], facts[1]["year"]) == (-6.5, "change", 2023)
    assert not (tmp_path / "data").exists()


def test_extract_writes_csv_and_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path, fazhi: Fazhi) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("2023年办理法律援助案件450余件。", encoding="utf-8")
    empty.write_bytes(b"")
    done = fazhi("extract", empty, tmp_path / "missing.txt", good, "--format", "csv", data=tmp_path / "data")
    assert done.returncode == 2
    assert "empty.txt" in sentence(done) and "missing.txt" in sentence(done)
    [row] = csv.DictReader(io.StringIO(done.stdout))
    assert (row["raw"], row["value"], row["bound"]) == ("450余件", "450", "at_least")


def test_sql_answers_as_table_csv_and_json_and_at_a_prompt(sample_data: Path, fazhi: Fazhi) -> None:
    query = "select indicator_code, unit from dim_indicator where indicator_code = 'litigation.cases'"
    assert "litigation.cases" in fazhi("sql", query, data=sample_data).stdout
    assert fazhi("sql", query, "--csv", data=sample_data).stdout.split() == [
        "indicator_code,unit",
        "litigation.cases,件",
    ]
    answered = fazhi("sql", query, "--json", data=sample_data)
    assert json.loads(answered.stdout) == [{"indicator_code": "litigation.cases", "unit": "件"}]
    typed = fazhi("sql", data=sample_data, stdin="select nonsense;\nselect 40\n + 2 as n;\nexit\n")
    assert "42" in typed.stdout and "nonsense" in typed.stderr


def test_sql_refuses_to_write_and_says_what_is_wrong_with_a_query(
    sample_data: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    written = fazhi("sql", "create table marts.mine (a integer)", data=sample_data)
    assert written.returncode == 2 and "read-only" in sentence(written)
    assert fazhi("sql", "selec 1", data=sample_data).returncode == 2
    nothing = fazhi("sql", "select 1", data=tmp_path / "nothing")
    assert nothing.returncode == 2 and "nothing is published here yet" in sentence(nothing)


def test_the_published_file_is_read_only_and_readable_while_a_refresh_writes(sample_data: Path) -> None:
    published = (sample_data / "fazhi.duckdb").resolve()
    assert not published.stat().st_mode & 0o222
    with duckdb.connect(published, read_only=True) as con:
        assert con.execute("select count(*) from marts.indicator_yoy").fetchone() != (0,)
