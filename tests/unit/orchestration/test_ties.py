"""The same input gives the same tables: what chooses one row of several leaves no tie to the order of threads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.workspace import PROJECT

pytestmark = pytest.mark.unit

FOLDERS = ("dbt_project/models", "dbt_project/macros", "expectations/frames", "warehouse/questions", "ingest/loading")
UNIQUE = {'"start"', "publisher_id"}
"""Keys of which no two rows of a group are equal: places in one document, and the publishers' key."""


def choices(sql: str) -> Iterator[list[str]]:
    """The arguments of each `arg_max(…)` and `arg_min(…)`."""
    for found in re.finditer(r"\barg_(?:max|min)\(", sql):
        depth, arguments = 0, [""]
        for letter in sql[found.end() :]:
            depth += (letter in "({") - (letter in ")}")
            if depth < 0:
                break
            if letter == "," and depth == 0:
                arguments.append("")
            else:
                arguments[-1] += letter
        yield [argument.strip() for argument in arguments]


FOUND = [
    (str(path.relative_to(PROJECT)), arguments)
    for folder in FOLDERS
    for path in sorted(Path(PROJECT / folder).rglob("*.sql"))
    for arguments in choices(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("file", "arguments"), FOUND, ids=[f"{file}: {call[0]}" for file, call in FOUND])
def test_a_choice_of_one_row_breaks_ties(file: str, arguments: list[str]) -> None:
    assert arguments[1] in UNIQUE or arguments[1].startswith("("), f"{file}: two rows may be equal in {arguments[1]}"


def test_choices_are_found() -> None:
    assert len(FOUND) > 15
    assert list(choices("arg_max(a, (b, f(c, d))), arg_min({'x': x, 'z': z}, y)")) == [
        ["a", "(b, f(c, d))"],
        ["{'x': x, 'z': z}", "y"],
    ]
