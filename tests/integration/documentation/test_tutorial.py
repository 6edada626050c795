"""The tutorial, typed from its first line to its last in a copy of the project."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import commands
import pytest

from documentation.code_blocks import as_script, code_blocks

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
PARTS = ("ingest", "warehouse", "orchestration", "cli", "expectations", "dbt_project", "dashboard")
PARTS += ("samples", "documentation", "docs", "benchmarks")
RULES = "tests/unit/indicators"
"""The tutorial adds a sentence here."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the tutorial reads and changes."""
    copy = tmp_path_factory.mktemp("project")
    for part in (*PARTS, RULES):
        if (REPOSITORY / part).exists():
            shutil.copytree(REPOSITORY / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "target"))
    return copy


@pytest.fixture(scope="module")
def typed(project: Path, run_folder: Path) -> str:
    """What the tutorial's commands print. Each `fazhi` is forked by a process that has imported libraries alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = os.environ | {
        "PATH": f"{commands.install(project / 'bin', run_folder)}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(project),
        "FAZHI_DATA": str(project / "data"),
        "COLUMNS": "300",
    }
    script = as_script(REPOSITORY / "docs" / "tutorial.md").replace("8765", port)
    done = subprocess.run(
        ["bash", "-c", script], cwd=project, env=environment, capture_output=True, text=True, timeout=1800, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def test_what_the_tutorial_promises_is_printed(typed: str) -> None:
    asked = typed.index("prior_source, quote from indicator_yoy")
    corrected = typed.index("--publisher 350123-政府")
    assert "implied" in typed[asked:corrected]
    assert " 65 " in typed[asked:corrected]
    assert "Nothing new" in typed[asked:corrected]
    assert "审结81件" in typed[corrected:]
    assert "| 法治副站长数" in typed[corrected:]


def test_the_new_indicator_is_one_of_the_catalogue_and_its_sentence_is_read(typed: str, project: Path) -> None:
    assert typed
    tests = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/unit/indicators"]
    shutil.copy(REPOSITORY / "pyproject.toml", project)
    shutil.copy(REPOSITORY / "tests" / "conftest.py", project / "tests")
    shutil.copytree(REPOSITORY / "tests" / "support", project / "tests" / "support")
    done = subprocess.run(
        [*tests, "-k", "sentence"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


def test_python_blocks_run_where_the_warehouse_is(sample_data: Path, tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(sample_data)
    (tmp_path / "samples").symlink_to(REPOSITORY / "samples")
    blocks = [one for one in code_blocks(REPOSITORY / "docs/how-to/other-clients.md") if one.language == "python"]
    for block, answer in zip(
        blocks, ("len(frame) > 100 and values", "len(frame) > 100", "table.num_rows > 0"), strict=True
    ):
        told = f"{block.body}\nassert {answer}\n"
        done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, check=False, timeout=60)
        assert done.returncode == 0, block.body


@pytest.mark.parametrize("page", ["how-to/correct-a-figure.md", "how-to/failed-run.md"])
def test_queries_of_the_how_tos_run_on_the_samples(page: str, sample_data: Path) -> None:
    from documentation.code_blocks import commands as commands_of

    blocks = [block for block in code_blocks(REPOSITORY / "docs" / page) if block.language == "console"]
    queries = [command for block in blocks for command in commands_of(block) if command.startswith("fazhi sql")]
    assert queries
    for query in queries:
        environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "FAZHI_DATA": str(sample_data),
        }
        done = subprocess.run(["bash", "-c", query], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
