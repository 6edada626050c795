"""Each threat on the security page names a test, and the test is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

REPOSITORY = Path(__file__).parents[3]
PAGE = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| threat", "| ---"))]


@pytest.mark.parametrize("row", ROWS)
def test_each_threat_names_a_test_that_is_there(row: str) -> None:
    (named,) = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)` \|$", row)
    assert f"def {named[1]}(" in (REPOSITORY / named[0]).read_text(encoding="utf-8")


def test_the_page_has_its_threats() -> None:
    assert len(ROWS) > 20
