"""What a user sees of the audit: findings, a figure explained, Data Docs, exceptions, and a build that is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import commands
import dagster as dg
import duckdb
import pytest

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
Fazhi = Callable[..., subprocess.CompletedProcess[str]]

# Refreshes with a loader that loses one unit of each offset: a fault of the software, which the audit must stop.
BROKEN_REFRESH = """
import sys
import warehouse.building.audit as audit
made = audit._MACROS
audit._MACROS = made + "update raw.figures set \\"start\\" = \\"start\\" + 1 where raw = '46307件';"
sys.argv = ["fazhi", "refresh", "--full"]
from cli import main
main()
"""


def only_rate(data: Path, fazhi: Fazhi) -> dict[str, object]:
    [found] = json.loads(fazhi("findings", "--rule", "rate_lies_within_0_100", "--json", data=data).stdout)
    return dict(found)


def test_findings_are_told_with_the_rule_the_numbers_and_the_figures(sample_data: Path, fazhi: Fazhi) -> None:
    told = fazhi("findings", "--severity", "error", data=sample_data)
    assert told.returncode == 0, told.stderr
    assert "12345热线办结率109.5%超出0–100%的范围" in told.stdout
    assert "why: A rate and a share are parts of a whole." in told.stdout
    assert told.stdout.rstrip().endswith("1 finding (1 error, 0 warn, 0 note)")
    found = only_rate(sample_data, fazhi)
    assert found["evidence"] == [found["figure_id"]]


@pytest.mark.parametrize(
    ("filters", "is_found"),
    [
        (["--region", "990181"], True),
        (["--region", "99"], True),
        (["--region", "990103"], False),
        (["--year", "2023", "--indicator", "services"], True),
        (["--year", "2022"], False),
        (["--indicator", "reconsideration.accepted"], False),
    ],
)
def test_findings_are_filtered(sample_data: Path, fazhi: Fazhi, filters: list[str], is_found: bool) -> None:
    done = fazhi("findings", *filters, "--severity", "error", "--json", data=sample_data)
    assert bool(json.loads(done.stdout)) is is_found


def test_a_filter_that_names_nothing_that_exists_is_wrong_use(sample_data: Path, fazhi: Fazhi) -> None:
    for wrong in (("--rule", "numbers_are_nice"), ("--severity", "grave")):
        done = fazhi("findings", *wrong, data=sample_data)
        assert (done.returncode, done.stdout) == (2, "")
        assert wrong[1] in done.stderr


def test_a_refused_figure_is_explained_in_its_sentence(sample_data: Path, fazhi: Fazhi) -> None:
    figure = str(only_rate(sample_data, fazhi)["figure_id"])
    told = fazhi("explain", figure[:10], data=sample_data).stdout
    assert "⟦109.5%⟧" in told
    assert "error rate_lies_within_0_100" in told
    assert "validity    refused" in told and "made of it  nothing: it is refused" in told


def test_a_chosen_figure_is_explained_with_what_was_made_of_it(sample_data: Path, fazhi: Fazhi) -> None:
    query = (
        "select prior_figure_id, year, value from indicator_yoy where indicator_code = 'reconsideration.accepted' "
        "and year = 2024 and prior_source = 'prior_report' order by region_code limit 1"
    )
    [row] = json.loads(fazhi("sql", query, "--json", data=sample_data).stdout)
    told = json.loads(fazhi("explain", row["prior_figure_id"], "--json", data=sample_data).stdout)
    assert any("reconsideration.accepted 2023" in line for line in told["made"])
    assert any(line.startswith(f"the prior value of 2024: {row['value']}") for line in told["made"])


def test_a_doubted_figure_is_flagged_in_the_marts(sample_data: Path, fazhi: Fazhi) -> None:
    query = (
        "select distinct f.validity, i.validity as chosen from audit.findings join fct_figure as f using (figure_id) "
        "join fct_indicator as i using (figure_id) where severity = 'warn'"
    )
    assert json.loads(fazhi("sql", query, "--json", data=sample_data).stdout) == [
        {"validity": "flagged", "chosen": "flagged"}
    ]


def test_what_the_audit_of_the_marts_flags_has_no_rank_and_is_in_no_panel(sample_data: Path, fazhi: Fazhi) -> None:
    query = (
        "select (select count(*) from peer_comparison where validity = 'flagged') as flagged, "
        "(select count(*) from peer_comparison where validity = 'flagged' and rank_note <> 'flagged') as ranked, "
        "(select min(left_out_count) from peer_comparison where validity = 'flagged') as left_out, "
        "(select count(*) from province_indicator_yoy as p join indicator_yoy as i using (indicator_code, year) "
        "where i.validity = 'flagged' and list_contains(p.panel_publishers, i.publisher_key)) as in_panels"
    )
    [counts] = json.loads(fazhi("sql", query, "--json", data=sample_data).stdout)
    assert counts["flagged"] > 0 and counts["left_out"] > 0
    assert counts["ranked"] == counts["in_panels"] == 0


def test_an_unknown_figure_is_wrong_use(sample_data: Path, fazhi: Fazhi) -> None:
    done = fazhi("explain", "no-such-figure", data=sample_data)
    assert done.returncode == 2 and "no figure has this id" in done.stderr


def test_the_docs_show_every_suite_of_the_last_audit_and_every_table_of_the_last_build(
    sample_data: Path, tmp_path: Path, fazhi: Fazhi
) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_data / "audit" / "validations", data / "audit" / "validations")
    shutil.copytree(sample_data / "builds", data / "builds")
    done = fazhi("docs", data=data)
    assert done.returncode == 0, done.stderr
    index, models = map(Path, done.stdout.split())
    assert index == data / "audit" / "docs" / "index.html"
    assert models == data / "dbt" / "docs" / "static_index.html"
    assert "report_timeliness" in models.read_text(encoding="utf-8")
    pages = [path.read_text(encoding="utf-8") for path in index.parent.rglob("validations/**/*.html")]
    assert len(pages) == 8
    assert any("109.5%" in page for page in pages)
    assert "relations" in index.read_text(encoding="utf-8")


def test_data_docs_before_the_first_audit_are_wrong_use(tmp_path: Path, fazhi: Fazhi) -> None:
    done = fazhi("docs", data=tmp_path / "data")
    assert done.returncode == 2 and "nothing was audited" in done.stderr


@pytest.fixture(scope="module")
def refused(sample_data: Path, run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A data folder whose last build was refused, what was published before, and what the refresh said."""
    data = tmp_path_factory.mktemp("refused") / "data"
    shutil.copytree(sample_data, data, symlinks=True)
    before = str((data / "fazhi.duckdb").resolve())
    environment = {**os.environ, "FAZHI_DATA": str(data)}
    done = commands.run([], code=BROKEN_REFRESH, shared=run_folder, env=environment)
    assert done.returncode == 1, done.stderr
    return data, before, done.stderr


def test_a_build_with_a_structural_fault_is_refused_and_the_published_file_stays(
    refused: tuple[Path, str, str],
) -> None:
    data, before, said = refused
    assert "raw_stands_at_its_place" in said and "stays as it was" in said
    assert str((data / "fazhi.duckdb").resolve()) == before


def test_a_refused_build_is_told_by_the_status_and_can_be_looked_into(
    refused: tuple[Path, str, str], fazhi: Fazhi
) -> None:
    data = refused[0]
    assert "was refused: raw_stands_at_its_place" in fazhi("status", data=data).stdout
    [reason] = json.loads(fazhi("status", "--json", data=data).stdout)["refused"]["reasons"]
    assert reason.startswith("raw_stands_at_its_place: 1 of ")
    query = "select count(*) as n from figure_findings where rule = 'raw_stands_at_its_place'"
    asked = fazhi("sql", "--candidate", query, "--json", data=data)
    assert json.loads(asked.stdout) == [{"n": 1}]
    assert "raw_stands_at_its_place" in fazhi("findings", "--candidate", data=data).stdout
    assert "raw_stands_at_its_place" not in fazhi("findings", data=data).stdout


@dataclass
class Run:
    """A run in this process on an instance that keeps nothing."""

    data: Path
    result: dg.ExecuteInProcessResult
    figures: dict[str, Any]
    """What it says of the raw figures."""

    @property
    def checks(self) -> dict[str, dg.AssetCheckEvaluation]:
        return {check.check_name: check for check in self.result.get_asset_check_evaluations()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run on one report, with an exception that explains a finding and one that explains none."""
    folder = tmp_path_factory.mktemp("run")
    exceptions = folder / "exceptions.yml"
    exceptions.write_text(
        "- {rule: rate_lies_within_0_100, indicator: services.hotline_completion_rate, "
        "reason: finished early, until: 2199-01-01}\n"
        "- {rule: count_is_whole, region: '990181', reason: never seen, until: 2199-01-01}\n",
        encoding="utf-8",
    )
    report = str(REPOSITORY / "samples" / "heting-2023.txt")
    with pytest.MonkeyPatch.context() as patched, dg.DagsterInstance.ephemeral() as instance:
        patched.setenv("FAZHI_DATA", str(folder / "data"))
        patched.setenv("FAZHI_EXCEPTIONS", str(exceptions))
        from orchestration.definitions import defs

        result = defs.resolve_job_def("refresh").execute_in_process(
            instance=instance, run_config={"ops": {"archived_documents": {"config": {"reports": [report]}}}}
        )
        event = instance.get_latest_materialization_event(dg.AssetKey(["raw", "figures"]))
    assert event is not None and event.asset_materialization is not None
    return Run(folder / "data", result, {key: one.value for key, one in event.asset_materialization.metadata.items()})


def test_a_run_on_an_ephemeral_instance_materialises_everything_and_checks_it(run: Run) -> None:
    assert run.result.success
    assert run.checks["raw_stands_at_its_place"].passed
    assert all(check.passed for check in run.checks.values() if check.blocking)
    assert run.figures["dagster/row_count"] > 20
    assert "| --- |" in str(run.figures["preview"])
    assert (run.data / "fazhi.duckdb").exists()


def test_checks_carry_counts_examples_and_the_severity_of_their_rule(run: Run) -> None:
    from expectations.rules import rules

    checks = run.checks
    assert set(rules()) <= set(checks)
    explained, unseen = checks["rate_lies_within_0_100"], checks["exception_still_occurs"]
    assert explained.passed and explained.metadata["explained"].value == 1
    assert explained.severity == dg.AssetCheckSeverity.ERROR
    assert "109.5%" in str(explained.metadata["examples"].value)
    assert not unseen.passed and unseen.severity == dg.AssetCheckSeverity.WARN
    assert unseen.metadata["rows that break it"].value == 1
    with duckdb.connect(run.data / "fazhi.duckdb", read_only=True) as con:
        found = con.execute(
            "select severity, explained, validity from audit.findings join marts.fct_figure using (figure_id) "
            "where rule = 'rate_lies_within_0_100'"
        ).fetchall()
        assert found == [("note", "finished early", "valid")]
