"""Why a build is refused, in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from expectations.outcomes import Outcome
from warehouse.building.verdict import last_refusal, note_refusal, refusal_of
from warehouse.workspace import Workspace

pytestmark = pytest.mark.unit

AT = datetime(2026, 1, 2, tzinfo=UTC)
EMPTY = Outcome(
    name="build_has_reports",
    success=False,
    severity="error",
    blocking=True,
    description="",
    element_count=1,
    unexpected_count=1,
    examples=({"report_count": 0},),
)
MISPLACED = replace(
    EMPTY,
    name="raw_stands_at_its_place",
    element_count=884,
    unexpected_count=2,
    examples=({"raw": "5件", "printed": "6件", "start": 3, "end": 5},) * 2,
)


def test_a_refusal_tells_the_first_of_what_breaks_each_rule_in_both_languages() -> None:
    refusal = refusal_of(AT, "run", [EMPTY, MISPLACED, replace(EMPTY, blocking=False), replace(EMPTY, success=True)])
    assert refusal is not None
    assert refusal.told("en") == (
        "build_has_reports: The build has 0 reports: there is nothing to publish. raw_stands_at_its_place: "
        "2 of 884 rows; first: The text at 3–5 reads “6件”, not “5件” as recorded."
    )
    chinese, misplaced = refusal.told("zh").split("；", 1)
    assert chinese == "build_has_reports：本次构建有0份报告,没有可发布的内容"
    assert misplaced.startswith("raw_stands_at_its_place：884 行中有 2 行；首例：原文第3–5字")


def test_what_forbids_nothing_is_no_refusal() -> None:
    assert refusal_of(AT, "run", [replace(EMPTY, blocking=False)]) is None


def test_a_refusal_is_kept_until_it_is_asked_for_and_one_without_chinese_is_told_in_english(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path).prepare()
    refusal = refusal_of(AT, "run", [EMPTY])
    assert refusal is not None
    note_refusal(workspace, refusal)
    assert last_refusal(workspace) == refusal
    file = workspace.candidate.with_name("refusal.json")
    file.write_text('{"at": "2026-01-02", "run_id": "old", "reasons": ["a: 1 of 1 rows"]}', encoding="utf-8")
    old = last_refusal(workspace)
    assert old is not None and old.told("zh") == "a: 1 of 1 rows"
