"""The commands of the README, typed as they stand there in a folder like a fresh clone after `make run`."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from documentation.code_blocks import code_blocks, commands

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
PAGES = (REPOSITORY / "README.md", REPOSITORY / "docs" / "how-to" / "your-own-reports.md")
TYPED = [
    command.partition(" #")[0].rstrip()
    for page in PAGES
    for block in code_blocks(page)
    if block.language == "console"
    for command in commands(block)
]
NOT_RUN_HERE = ("refresh", "dashboard", "ui")
"""A refresh of given files is run by other tests, the servers of the other two too; here, that they are called right."""


@pytest.fixture(scope="module")
def clone(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a command sees that is typed after `make run`: the data folder and the samples."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(sample_data, folder / "data", symlinks=True)
    (folder / "samples").symlink_to(REPOSITORY / "samples")
    return folder


@pytest.mark.parametrize("typed", list(dict.fromkeys(TYPED)))
def test_a_command_of_the_readme_runs_as_typed(
    typed: str, clone: Path, fazhi: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    program, *arguments = shlex.split(typed)
    if program == "make":
        asked = subprocess.run(["make", "-n", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert asked.returncode == 0 and ".venv/bin/" in asked.stdout, asked.stderr
        return
    assert program in ("fazhi", ".venv/bin/fazhi")
    paths = [clone / argument for argument in arguments if argument.startswith("samples")]
    assert all(path.exists() for path in paths)
    if arguments[0] in NOT_RUN_HERE:
        arguments.append("--help")
    done = fazhi(*arguments, data=clone / "data", cwd=clone)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_readme_fits_on_three_pages_and_shows_a_result_that_the_samples_give(
    sample_data: Path, fazhi: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    assert text.count("\n") <= 120
    (query,) = [command for command in TYPED if "order by abs(yoy_pct)" in command]
    done = fazhi(*shlex.split(query)[1:], "--csv", data=sample_data)
    for line in done.stdout.splitlines()[1:]:
        region, year, prior, value, percent, _ = line.split(",", 5)
        shown = f"| {region} | {year} | {float(prior):.0f} | {float(value):.0f}件 | +{float(percent):.1f} % |"
        assert shown in text
