"""The ten commands of docs/command-line.md, typed as they stand there, print what stands there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from documentation.code_blocks import code_blocks

pytestmark = pytest.mark.integration

REPOSITORY = Path(__file__).parents[3]
PAGE = REPOSITORY / "docs" / "command-line.md"
PROMPT, MORE = "$ ", "…"


def transcript() -> list[tuple[str, list[str]]]:
    """Each command with the lines below it."""
    (block,) = [one for one in code_blocks(PAGE) if one.language == "console"]
    typed: list[tuple[str, list[str]]] = []
    for line in block.body.splitlines():
        if line.startswith(PROMPT):
            typed.append((line.removeprefix(PROMPT), []))
        else:
            typed[-1][1].append(line)
    return typed


def masked(line: str) -> str:
    """A line without what differs from machine to machine and from day to day; tables stay as they are."""
    if line.startswith("|"):
        return " ".join(line.split())
    line = re.sub(r"(?:file://)?/[^\s:()]+", "PATH", line)
    line = re.sub(r"\b[0-9a-f]{16}\b|fazhi-\d+T\d+-[0-9a-f]+", "NAME", line)
    return " ".join(re.sub(r"\d[\d:.T+-]*", "#", line).split())


def matches(promised: list[str], printed: list[str]) -> bool:
    """Whether the lines are the same in their order; a line of … stands for any lines."""
    pattern = "".join(".*" if line == MORE else re.escape(f"{masked(line)}\n") for line in promised if line.strip())
    told = "".join(f"{masked(line)}\n" for line in printed if line.strip())
    return re.fullmatch(pattern, told, re.DOTALL) is not None


def test_the_transcript_is_what_is_printed(
    sample_data: Path, printed_by_refresh: str, tmp_path: Path, fazhi: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    typed = transcript()
    assert len(typed) == 10
    data = Path(shutil.copytree(sample_data, tmp_path / "data", symlinks=True))
    # The samples were built in the project's folder, and its files are part of what a refresh compares.
    files = {f"FAZHI_{name.upper()}": str(REPOSITORY / f"{name}.yml") for name in ("corrections", "exceptions")}
    environment = {**os.environ, **files, "FAZHI_DATA": str(data), "COLUMNS": "300"}
    environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    refreshed = 0
    for command, promised in typed:
        if command == "fazhi refresh" and not refreshed:
            # The first one is that which built the samples for all tests.
            refreshed, printed = 1, printed_by_refresh
        elif "|" in command:
            done = subprocess.run(
                ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
            )
            printed = done.stdout
        else:
            done = fazhi(*shlex.split(command)[1:], data=data, cwd=tmp_path, COLUMNS="300", **files)
            assert done.returncode == 0, f"{command}: {done.stderr}"
            printed = done.stdout
        assert matches(promised, printed.splitlines()), f"{command}:\n{printed}"


@pytest.mark.parametrize(
    ("promised", "printed", "same"),
    [
        (["a 1", "…"], ["a 2", "b", "c"], True),
        (["a 1", "…"], ["b", "a 1"], False),
        (["| x | 1 |"], ["| x  | 2 |"], False),
        (["published 2026-01-02T03:04:05+00:00 in /a/b"], ["published 2027-11-12T13:14:15+00:00 in /c"], True),
        (["12 reports"], ["12 figures"], False),
    ],
)
def test_only_what_varies_is_passed_over(promised: list[str], printed: list[str], same: bool) -> None:
    assert matches(promised, printed) is same
