"""The example of `docs/extraction.md` is what the command prints today."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.figures.folding import fold
from ingest.figures.names import name_spans, why_no_figure
from ingest.figures.quantities import find_quantities

pytestmark = pytest.mark.golden

DOCUMENT = Path(__file__).parents[2] / "docs" / "extraction.md"
NUMBER_OF_A_RULE = re.compile(r"#\d+")
LISTS_OF_RULES = ("  matched", "  lost")
"""These grow with every new phrasing; what decided does not."""


@pytest.fixture(scope="module")
def printed() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(printed: str) -> str:
    return re.findall(r"```text\n(.*?)```", printed, re.S)[0]


def deciding(block: str) -> list[str]:
    lines = block.strip().splitlines()
    return [NUMBER_OF_A_RULE.sub("#", line) for line in lines if not line.startswith(LISTS_OF_RULES)]


def test_the_explained_figures_are_those_of_the_command(printed: str, report: str, tmp_path: Path) -> None:
    (tmp_path / "qingchuan-2023.txt").write_text(report, encoding="utf-8")
    command = [Path(sys.executable).with_name("fazhi"), "extract", "qingchuan-2023.txt", "--explain"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True)
    shown = re.findall(r"```text\n(.*?)```", printed, re.S)[1]
    assert deciding(done.stdout) == deciding(shown)


def test_the_table_of_quantities_is_what_is_found(printed: str, report: str) -> None:
    line = fold(report).splitlines()[2]
    found = []
    for quantity in find_quantities(line):
        reason = why_no_figure(quantity, line, name_spans(line))
        raw, no_figure = line[quantity.start : quantity.end], f"`{reason}`" if reason else ""
        found.append([f"`{raw}`", str(quantity.value), str(quantity.precision), quantity.measure.unit, no_figure])
    table = printed.split("| quantity |")[1].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    assert [[cell.strip() for cell in row.strip("|").split("|")] for row in table] == found
