"""`dagster.yaml` in the instance folder."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from orchestration.runs.instance import write_instance_settings

pytestmark = pytest.mark.unit


def test_settings_of_an_older_version_are_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "dagster.yaml"
    path.write_text("# Written by fazhi, long ago\ntelemetry: {enabled: true}\n", encoding="utf-8")
    write_instance_settings(tmp_path)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["telemetry"] == {"enabled": False}


def test_settings_that_somebody_took_over_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "dagster.yaml"
    path.write_text("# mine\n", encoding="utf-8")
    write_instance_settings(tmp_path)
    assert path.read_text(encoding="utf-8") == "# mine\n"


def test_storage_is_postgresql_as_long_as_its_address_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_DAGSTER_POSTGRES", "postgresql://user:secret@db/dagster")
    write_instance_settings(tmp_path)
    text = (tmp_path / "dagster.yaml").read_text(encoding="utf-8")
    assert "postgres" in yaml.safe_load(text)["storage"]
    assert "secret" not in text
    monkeypatch.delenv("FAZHI_DAGSTER_POSTGRES")
    write_instance_settings(tmp_path)
    assert "storage" not in yaml.safe_load((tmp_path / "dagster.yaml").read_text(encoding="utf-8"))
