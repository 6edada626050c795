"""The wheel in an empty environment, in a folder that knows nothing of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def uv() -> str:
    found = shutil.which("uv") or str(REPOSITORY / ".tools" / "bin" / "uv")
    if not Path(found).exists():
        pytest.skip("uv is missing: `pip install uv`")
    return found


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is in this environment."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def commands(wheel: Path, uv: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of the environment of a tool, with the locked versions of what it needs."""
    folder = tmp_path_factory.mktemp("environment")
    folders = {"UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    install = [uv, "tool", "install", "--quiet", "--python", sys.executable, "-c", REPOSITORY / "requirements.lock", wheel]  # fmt: skip
    done = run(*install, cwd=folder, **folders)
    assert done.returncode == 0, done.stderr
    return folder / "tools" / "fazhi" / "bin"


@pytest.fixture(scope="module")
def refreshed(commands: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[Path]]:
    """Where an installed fazhi was run on its samples, and which files of its own packages came or went by that."""
    packages = next((commands.parent / "lib").glob("python*")) / "site-packages"
    rooms = ("dbt_project", "samples", "expectations", "warehouse", "orchestration", "cli", "ingest")

    def files() -> set[Path]:
        return {path for room in rooms for path in (packages / room).rglob("*") if "__pycache__" not in path.parts}

    folder, before = tmp_path_factory.mktemp("installed"), files()
    assert before
    done = run(commands / "fazhi", "refresh", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, files() ^ before


def test_an_installed_fazhi_goes_the_whole_way_on_its_samples(
    commands: Path, refreshed: tuple[Path, set[Path]]
) -> None:
    folder, _ = refreshed
    assert (folder / "data" / "fazhi.duckdb").exists()
    asked = run(commands / "fazhi", "sql", "--csv", "select count(*) > 100 from indicator_yoy", cwd=folder)
    assert asked.stdout.splitlines()[-1].lower() == "true"
    assert sorted(path.name for path in folder.iterdir()) == ["data"], "nothing is written beside the data folder"


def test_an_installed_fazhi_writes_nothing_into_its_own_packages(refreshed: tuple[Path, set[Path]]) -> None:
    _, changed = refreshed
    assert changed == set()


def test_it_installs_as_a_tool(commands: Path, tmp_path: Path) -> None:
    status = run(commands.parents[2] / "bin" / "fazhi", "status", cwd=tmp_path)
    assert "fazhi refresh" in status.stdout + status.stderr
