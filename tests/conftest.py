"""Fixtures for all tests, and the rule that a test's folder says what it costs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).parents[1]
TIERS = ("unit", "integration", "golden", "browser")

# Here and not in a fixture: processes that tests start inherit it, and no import may phone home.
os.environ.update(DO_NOT_TRACK="1", GX_ANALYTICS_ENABLED="false", DAGSTER_DISABLE_TELEMETRY="yes")
# Tests of other rooms read English sentences, whatever the locale of the machine.
os.environ["FAZHI_LANG"] = "en"

# Machines are noisy: no test fails for being slow. In CI the examples are the same every time, so that a failure is
# that of the change; elsewhere they are new ones every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fails the collection where a test stands outside the folder of its tier, or carries no tier."""
    for item in items:
        folder = item.path.relative_to(REPOSITORY / "tests").parts[0]
        marks = {mark.name for mark in item.iter_markers()} & set(TIERS)
        if marks != {folder}:
            raise pytest.UsageError(
                f"{item.nodeid} stands in tests/{folder} but is marked {sorted(marks) or 'with no tier'}. "
                f"Add `pytestmark = pytest.mark.{folder}`, or move it."
            )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real reports and their gold figures; tests that need it are skipped where it is missing."""
    folder = Path(os.environ.get("FAZHI_SHARED") or REPOSITORY.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"no real reports: {folder} is missing (set FAZHI_SHARED)")
    return folder
