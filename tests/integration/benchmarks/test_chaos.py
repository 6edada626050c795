"""`make chaos` in small: its kinds of damage change a folder, and its table is what the page holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.chaos.damages import DAMAGES

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]


def test_a_small_run_ends_by_itself_and_finds_every_case_good() -> None:
    kinds = ("kills", "disks", "corruptions", "clocks", "read-only", "vanished", "together")
    numbers = [f"--{kind}=1" for kind in kinds]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.chaos", *numbers],
        cwd=REPOSITORY,
        env=os.environ | {"FAZHI_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split(" | ") for line in done.stdout.splitlines()[2:]]
    assert [row[1] for row in rows if "nothing may be written" not in row[0]] == ["1"] * (len(kinds) - 1)
    page = (REPOSITORY / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert all(f"\n{row[0]} | " in page for row in rows)


def test_there_are_as_many_kinds_of_damage_as_the_page_says() -> None:
    page = (REPOSITORY / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert f"{len(DAMAGES)} kinds of damage" in page
