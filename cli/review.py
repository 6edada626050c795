"""`fazhi review export` and `import`: doubtful figures for a second reader, and what becomes of the answers."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb

from cli.console import print_json, tell, warn
from cli.language import say
from warehouse.opening import open_published
from warehouse.review.answers import Checked, check
from warehouse.review.questions import questions
from warehouse.workspace import UserError, Workspace


def run_export(target: Path | None, limit: int, *, as_json: bool) -> int:
    """Writes the questions, one JSON object a line, to `target` or to standard output; exit code 0.

    `as_json` prints them as one list instead.
    """
    with _published() as con:
        asked = list(questions(con, limit))
    if as_json:
        print_json(asked)
        return 0
    lines = [json.dumps(question, ensure_ascii=False) for question in asked]
    text = "".join(f"{line}\n" for line in lines)
    if target is None:
        sys.stdout.write(text)
    else:
        target.write_text(text, encoding="utf-8")
        tell(say("{count} figures to look at: {path}", count=len(lines), path=target))
    return 0


def run_import(source: Path, until: date, corrections: Path | None, exceptions: Path | None, *, as_json: bool) -> int:
    """Checks the answers and appends their entries to the two files, or prints them; exit code 1 if one is refused.

    `as_json` prints all entries and what was refused as JSON, and writes nothing.
    """
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{source}: the file cannot be read ({error}).") from error
    with _published() as con:
        checked = check(con, lines, until)
    if as_json:
        print_json(asdict(checked))
        return 1 if checked.refused else 0
    _write(checked.corrections, corrections, "corrections.yml")
    _write(checked.exceptions, exceptions, "exceptions.yml")
    for number, why in checked.refused:
        warn(say("line {number}: {why}", number=number, why=why))
    # Standard output is for the entries, which may be sent into a file.
    warn(_summary(checked))
    return 1 if checked.refused else 0


def _write(entries: list[str], target: Path | None, name: str) -> None:
    if not entries:
        return
    text = "".join(entries)
    if target is None:
        sys.stdout.write(f"# {name}\n{text}")
        return
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    separator = "" if not before or before.endswith("\n") else "\n"
    target.write_text(before + separator + text, encoding="utf-8")


def _summary(checked: Checked) -> str:
    return say(
        "{corrections} corrections, {exceptions} explanations, {refused} refused, {open} without an answer",
        corrections=len(checked.corrections), exceptions=len(checked.exceptions), refused=len(checked.refused),
        open=checked.open,
    )  # fmt: skip


def _published() -> duckdb.DuckDBPyConnection:
    return open_published(Workspace.from_environment())
