"""Fixtures for all tests, and the rule that a test's folder says what it costs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import commands
import pytest
from filelock import FileLock
from hypothesis import settings

REPOSITORY = Path(__file__).parents[1]

Fazhi = Callable[..., subprocess.CompletedProcess[str]]
Built = Callable[[str, Callable[[Path], None]], Path]

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


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this test run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def fazhi(run_folder: Path) -> Fazhi:
    """Runs the `fazhi` command with `data` as its data folder."""

    def run(
        *arguments: str | Path, data: Path, stdin: str | None = None, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return commands.run(
            [str(argument) for argument in arguments],
            shared=run_folder,
            env={**os.environ, "FAZHI_DATA": str(data), "COLUMNS": "200", **environment},
            stdin=stdin or "",
            cwd=cwd,
        )

    return run


@pytest.fixture(scope="session")
def built_once(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Builds a folder once per test run, whichever worker needs it first, and gives each worker a copy of its own."""

    def build(name: str, make: Callable[[Path], None]) -> Path:
        made = run_folder / name
        with FileLock(run_folder / f"{name}.lock"):
            if not made.exists():
                partial = run_folder / f"{name}.partial"
                shutil.rmtree(partial, ignore_errors=True)
                make(partial)
                partial.rename(made)
        return Path(shutil.copytree(made, tmp_path_factory.mktemp(name) / "data", symlinks=True))

    return build


@pytest.fixture(scope="session")
def sample_data(built_once: Built, run_folder: Path, fazhi: Fazhi) -> Path:
    """A data folder after one `fazhi refresh` on the bundled samples. Tests only read it."""

    def make(data: Path) -> None:
        done = fazhi("refresh", data=data)
        assert done.returncode == 0, done.stderr
        (run_folder / "samples.printed").write_text(done.stdout, encoding="utf-8")

    return built_once("samples", make)


@pytest.fixture(scope="session")
def printed_by_refresh(sample_data: Path, run_folder: Path) -> str:
    """What the refresh printed that made `sample_data`."""
    return (run_folder / "samples.printed").read_text(encoding="utf-8")
