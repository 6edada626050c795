"""dbt keeps to the memory that the settings give it."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.building.dbt import parsed_manifest, run_dbt

pytestmark = pytest.mark.integration


def test_a_model_is_made_within_the_memory_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = parsed_manifest()
    monkeypatch.setenv("FAZHI_WAREHOUSE", "")  # dbt is given the file, and this takes it back
    monkeypatch.setenv("FAZHI_DBT_MEMORY", "700MiB")
    asked = ["show", "--inline", "select current_setting('memory_limit') as memory"]
    folders = ["--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path)]
    outcome = run_dbt([*asked, *folders], tmp_path / "candidate.duckdb", tmp_path, manifest)
    assert outcome.success, outcome.exception
    assert outcome.result.results[0].agate_table.columns["memory"].values() == ("700.0 MiB",)
