"""`fazhi extract`: figures of files on standard output, without a warehouse."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import exits
from cli.console import warn
from cli.language import translated
from ingest.statement_columns import STATEMENT_COLUMNS, statement_row
from warehouse.workspace import UserError

if TYPE_CHECKING:
    from ingest.extraction import Extraction

FIELDS = (
    *("document", "start", "end", "raw", "value", "unit", "bound"),
    *("measure", "scope", "indicator", "year", "quote"),
    *STATEMENT_COLUMNS,
)
FORMATS = ("jsonl", "json", "csv", "table")


def run(files: Sequence[Path], format_name: str, explained: bool = False) -> int:
    """Prints one row, or one explained block, per figure.

    Returns 2 where some file could not be read, after all the others.
    """
    from cli.explain import write_blocks

    if format_name not in FORMATS:
        raise UserError(f"--format {format_name}: there is no such format. Choose one of {', '.join(FORMATS)}.")
    if explained and format_name != FORMATS[0]:
        raise UserError(f"--explain prints blocks for people: leave --format {format_name} out.")
    unread: list[str] = []
    extractions = _extractions(_documents(files, unread), unread)
    if explained:
        write_blocks(extractions)
    else:
        _WRITERS[format_name](_rows(extractions))
    for message in unread:
        warn(translated(message))
    return exits.WRONG_USE if unread else exits.DONE


def _documents(files: Sequence[Path], unread: list[str]) -> Iterator[Path]:
    from ingest.fetch.files import NothingToRead, collect_files, passed_over_in

    for path in files:
        if not path.is_dir():
            yield path
            continue
        try:
            yield from collect_files([path])
        except NothingToRead as error:
            unread.append(str(error))
        for one in passed_over_in(path):
            warn(translated(one.message))


def _extractions(documents: Iterator[Path], unread: list[str]) -> Iterator[tuple[Path, Extraction]]:
    from ingest.extraction import extract_document
    from ingest.fetch.files import bytes_of
    from ingest.model import DocumentRejected

    for path in documents:
        try:
            extraction = extract_document(bytes_of(path), str(path))
        except OSError as error:
            unread.append(f"{path}: the file cannot be read ({error.strerror or error}).")
        except DocumentRejected as rejected:
            unread.append(str(rejected))
        else:
            yield path, extraction


def _rows(extractions: Iterator[tuple[Path, Extraction]]) -> Iterator[dict[str, Any]]:
    for path, extraction in extractions:
        text = extraction.document.text
        for figure in extraction.figures:
            yield {
                "document": str(path),
                "start": figure.start,
                "end": figure.end,
                "raw": figure.raw,
                "value": _number(figure.value),
                "unit": figure.unit,
                "bound": figure.bound,
                "measure": figure.measure,
                "scope": figure.scope,
                "indicator": figure.indicator_code,
                "year": figure.year,
                "quote": text[figure.sentence_start : figure.sentence_end],
                **statement_row(figure),
                "evidence": figure.evidence,
            }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _json(value: object) -> str:
    """JSON with dates as 2024-06-30."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _write_jsonl(rows: Iterator[dict[str, Any]]) -> None:
    for row in rows:
        sys.stdout.write(_json(row) + "\n")


def _write_json(rows: Iterator[dict[str, Any]]) -> None:
    """An array, written as it comes: reports may be many."""
    before = "["
    for row in rows:
        sys.stdout.write(before + "\n " + _json(row))
        before = ","
    sys.stdout.write("[]\n" if before == "[" else "\n]\n")


def _write_csv(rows: Iterator[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, FIELDS)
    writer.writeheader()
    writer.writerows(row | {"evidence": _json(row["evidence"]) if row["evidence"] else None} for row in rows)


def _write_table(rows: Iterator[dict[str, Any]]) -> None:
    from cli.console import new_table, print_table

    shown = ("raw", "value", "unit", "bound", "measure", "scope", "indicator", "year", "quote")
    table = new_table(*shown)
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in shown))
    print_table(table)


_WRITERS = {"jsonl": _write_jsonl, "json": _write_json, "csv": _write_csv, "table": _write_table}
