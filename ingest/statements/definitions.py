"""By which of the definitions that offices use within one code a figure was counted: `新收`, `受理`; `直接`, `综合`."""

from __future__ import annotations

import csv
import re
from functools import cache

from ingest.statements.statement import Statement
from ingest.statements.vocabulary import HERE


@cache
def _words() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """Code → (a pattern of all its words, the definition that each of them tells)."""
    told: dict[str, dict[str, str]] = {}
    with (HERE / "definitions.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            told.setdefault(row["code"], {}).update(dict.fromkeys(row["words"].split("|"), row["definition"]))
    # The longest word that begins at a place: 主要负责人 before 负责人.
    return {
        code: (re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))), words)
        for code, words in told.items()
    }


def definition_of(statement: Statement, code: str | None) -> str | None:
    """The definition that the last telling word before the figure names in its clause; None where none does.

    `一审应诉96件，正职出庭率41%`: `first_instance`, `chief`.
    """
    if code not in _words():
        return None
    pattern, told = _words()[code]
    window = statement.line.windows[statement.place]
    found = [match[0] for match in pattern.finditer(statement.line.text, window.clause, window.after[1])]
    return told[found[-1]] if found else None
