"""A corrections file and `fazhi refresh`."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest
import yaml

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
IMPOSSIBLE_RATE = {
    "report": hashlib.sha256((SAMPLES / "heting-2023.txt").read_bytes()).hexdigest()[:12],
    "raw": "109.5%",
    "action": "override",
    "value": "95.9",
    "reason": "Two digits changed places.",
    "evidence": "samples/README.md",
}
RATE = "services.hotline_completion_rate"

ONLY_CANDIDATES = """
select f.sha256, f.raw, f.figure_id, i.indicator_code, i.publisher_key, i.year
from marts.fct_indicator as i
inner join marts.fct_figure as f using (figure_id)
where i.candidate_count = 1 and f.validity = 'valid' and f.indicator_code <> 'services.hotline_completion_rate'
and (select count(*) from raw.figures as r where r.sha256 = f.sha256 and r.raw = f.raw) = 1
order by f.figure_id
limit 2
"""

Fazhi = Callable[..., subprocess.CompletedProcess[str]]


def write(path: Path, *entries: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return path


def ask(data: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect((data / "fazhi.duckdb").resolve(), read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.fixture(scope="module")
def chosen(sample_data: Path) -> list[tuple[Any, ...]]:
    """Two figures that alone stand for their indicator."""
    with duckdb.connect(sample_data / "fazhi.duckdb", read_only=True) as con:
        return con.execute(ONLY_CANDIDATES).fetchall()


@pytest.fixture(scope="module")
def corrected(
    sample_data: Path, chosen: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory, fazhi: Fazhi
) -> tuple[Path, Path]:
    """The samples refreshed with an override, a drop and a flag: data folder and corrections file."""
    folder = tmp_path_factory.mktemp("corrected")
    data = folder / "data"
    shutil.copytree(sample_data, data, symlinks=True)
    why = {"reason": "Invented.", "evidence": "Invented, too."}
    dropped, flagged = (
        {"report": figure[0], "raw": figure[1], "action": action, **why}
        for figure, action in zip(chosen, ("drop", "flag"), strict=True)
    )
    file = write(folder / "corrections.yml", IMPOSSIBLE_RATE, dropped, flagged)
    done = fazhi("refresh", data=data, FAZHI_CORRECTIONS=str(file))
    assert done.returncode == 0, done.stderr
    assert re.search(r"corrected by hand +3\b", done.stdout)
    return data, file


def test_an_override_clears_the_finding_and_lets_the_figure_into_the_marts(
    sample_data: Path, corrected: tuple[Path, Path]
) -> None:
    refused = "select figure_id from audit.findings where rule = 'rate_lies_within_0_100' and severity = 'error'"
    [(figure_id,)] = ask(sample_data, refused)
    data, _ = corrected
    assert ask(data, refused) == []
    figure = f"select value, printed_value, validity, correction from marts.fct_figure where figure_id = '{figure_id}'"
    [(value, printed, validity, correction)] = ask(data, figure)
    assert (float(value), float(printed), validity, correction) == (95.9, 109.5, "valid", "override")
    of_the_rate = f"select count(*) from marts.indicator_yoy where figure_id = '{figure_id}' and value = 95.9"
    assert (ask(sample_data, of_the_rate), ask(data, of_the_rate)) == ([(0,)], [(1,)])


def test_seeds_and_views_that_stand_are_not_made_again_and_all_checks_run(corrected: tuple[Path, Path]) -> None:
    with dg.DagsterInstance.from_config(str(corrected[0] / "dagster")) as instance:
        [second, first] = [run.run_id for run in instance.get_runs()]
        logs = instance.all_logs(second, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION)
        told = [entry.get_dagster_event().step_materialization_data.materialization for entry in logs]
        checks = [
            len(instance.all_logs(run, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)) for run in (first, second)
        ]
    unchanged = {made.asset_key.path[-1] for made in told if "unchanged" in made.metadata}
    assert {"stg_documents", "unit_kinds", "hotline_yoy"} <= unchanged
    assert not {"fct_figure", "indicator_yoy", "dim_report"} & unchanged
    counted = {made.asset_key.path[-1] for made in told if "dagster/row_count" in made.metadata}
    assert {"fct_figure", "indicator_yoy", "dim_report"} <= counted
    assert not counted & {"stg_documents", "unit_kinds", "hotline_yoy"}
    assert checks[0] == checks[1] > 100


def test_the_value_of_a_dropped_figure_is_gone_from_the_marts_and_that_of_a_flagged_one_is_not(
    chosen: list[tuple[Any, ...]], corrected: tuple[Path, Path]
) -> None:
    data, _ = corrected
    of_the_indicator = (
        "select validity, value is null from marts.fct_indicator "
        "where indicator_code = '{}' and publisher_key = '{}' and year = {}"
    )
    dropped, flagged = chosen
    assert ask(data, of_the_indicator.format(*dropped[3:])) == [("refused", True)]
    assert ask(data, of_the_indicator.format(*flagged[3:])) == [("flagged", False)]
    validity = dict(ask(data, "select figure_id, validity from marts.fct_figure where correction is not null"))
    assert (validity[dropped[2]], validity[flagged[2]]) == ("refused", "flagged")
    assert ask(data, f"select action from raw.corrections where figure_id = '{dropped[2]}'") == [("drop",)]


def test_what_was_printed_is_transcribed_as_ever(sample_data: Path, corrected: tuple[Path, Path]) -> None:
    data, _ = corrected
    printed = "select figure_id, raw, value, unit, indicator_code from raw.figures order by all"
    assert ask(data, printed) == ask(sample_data, printed)


def test_the_same_file_is_no_news_and_an_edited_one_is(
    corrected: tuple[Path, Path], tmp_path: Path, fazhi: Fazhi
) -> None:
    data, file = corrected
    done = fazhi("refresh", data=data, FAZHI_CORRECTIONS=str(file))
    assert done.returncode == 0 and done.stdout.startswith("Nothing new:"), done.stderr
    copy = tmp_path / "data"
    shutil.copytree(data, copy, symlinks=True)
    edited = write(tmp_path / "corrections.yml", IMPOSSIBLE_RATE | {"value": "96"})
    done = fazhi("refresh", data=copy, FAZHI_CORRECTIONS=str(edited))
    assert done.returncode == 0, done.stderr
    assert ask(copy, f"select count(*) from marts.indicator_yoy where indicator_code = '{RATE}' and value = 96") == [
        (1,)
    ]
    assert ask(copy, "select count(*) from raw.corrections") == [(1,)]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (IMPOSSIBLE_RATE | {"raw": "109.6%"}, "entry 2 (line 7): the report has no figure “109.6%” (any more)"),
        (IMPOSSIBLE_RATE | {"bound": "exactly"}, "entry 2 (line 7): bound 'exactly' should be"),
    ],
)
def test_an_entry_that_cannot_be_followed_stops_the_refresh_and_publishes_nothing(
    corrected: tuple[Path, Path], tmp_path: Path, fazhi: Fazhi, entry: dict[str, Any], says: str
) -> None:
    data, _ = corrected
    before = (data / "fazhi.duckdb").readlink(), ask(data, "select count(*) from raw.corrections")
    file = write(tmp_path / "corrections.yml", IMPOSSIBLE_RATE, entry)
    done = fazhi("refresh", data=data, FAZHI_CORRECTIONS=str(file))
    told = " ".join(done.stderr.split())
    assert done.returncode == 2, told
    assert f"fazhi: {file}: {says}" in told and "Traceback" not in told
    assert ((data / "fazhi.duckdb").readlink(), ask(data, "select count(*) from raw.corrections")) == before


def test_a_corrections_file_that_is_named_but_missing_is_wrong_use(
    sample_data: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    done = fazhi("refresh", data=sample_data, FAZHI_CORRECTIONS=str(tmp_path / "missing.yml"))
    assert done.returncode == 2
    assert "FAZHI_CORRECTIONS names it" in done.stderr


def test_status_still_answers_after_a_refresh_that_was_stopped(corrected: tuple[Path, Path], fazhi: Fazhi) -> None:
    data, _ = corrected
    status = fazhi("status", "--json", data=data)
    published = json.loads(status.stdout)["published"]
    assert (published["reports"], published["corrections"]) == (12, 3)
