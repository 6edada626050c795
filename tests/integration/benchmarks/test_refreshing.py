"""The page on what refreshes cost holds what was measured, and costs are counted for the stage that causes them."""

from __future__ import annotations

import json

import pytest

from benchmarks import refresh_stages
from benchmarks.refresh_stages import START_UP, Stages
from benchmarks.refreshing import PAGE, RESULTS, page_tables

pytestmark = pytest.mark.integration


def test_the_page_shows_what_was_measured() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    assert page_tables(results) in page
    for one in results["refreshes"]:
        assert f"{one['cpu_seconds']:,}" in page
    assert results["command"] in page


def test_costs_are_counted_for_the_stage_that_causes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([1.0, 4.0, 4.5, 6.5])
    monkeypatch.setattr(refresh_stages, "_cpu_seconds", lambda: next(clock))
    stages = Stages()
    for stage in ("read", "build", "build", "read"):
        stages.hear(stage)
    stages.end()
    assert stages.seconds == {START_UP: 1.0, "read": 5.0, "build": 0.5}
