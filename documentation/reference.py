"""Reference pages, made from what the program itself uses, so that they cannot say something else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from warehouse.settings import all_settings, settings

PROJECT = Path(__file__).parents[1]


def reference_pages() -> dict[str, str]:
    """Markdown by name of the page."""
    return {
        "commands": commands_page(),
        "settings": settings_page(),
        "tables": tables_page(settings.site_warehouse or PROJECT / "data" / "fazhi.duckdb"),
        "indicators": indicators_page(),
        "reasons": reasons_page(),
        "measure-words": measure_words_page(),
    }


def commands_page() -> str:
    """Every command with its help, as `--help` prints it."""
    import typer

    from cli import app

    parts = ["# Command line\n"]
    for path, command in _commands(typer.main.get_command(app), "fazhi"):
        context = command.make_context(path, [], resilient_parsing=True)
        parts.append(f"## {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    if path == "fazhi" or not hasattr(command, "commands"):
        yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from _commands(inner, f"{path} {name}")


def settings_page() -> str:
    """The environment variables."""
    rows = [(f"`{one.name}`", one.told_default, one.what) for one in all_settings()]
    return "# Settings\n\nAll are environment variables.\n\n" + _table(("variable", "default", "what"), rows)


def tables_page(warehouse: Path) -> str:
    """Tables and columns of a published file, by their comments."""
    if not warehouse.exists():
        return "# Tables\n\nThis site was built without a warehouse to describe: run `fazhi refresh` first.\n"
    import duckdb

    with duckdb.connect(str(warehouse), read_only=True) as con:
        tables = con.execute(_TABLES).fetchall()
        columns = con.execute(_COLUMNS).fetchall()
    by_table = {key: list(rows) for key, rows in groupby(columns, key=lambda row: row[0])}
    parts = ["# Tables\n", "The same descriptions are in the file: `describe`, or the comments of your client.\n"]
    for name, comment in tables:
        rows = [(f"`{column}`", kind, text or "") for _, column, kind, text in by_table[name]]
        parts.append(f"## {name}\n\n{comment or ''}\n\n{_table(('column', 'type', 'what'), rows)}")
    return "\n".join(parts)


_TABLES = """
with described as (
    select schema_name || '.' || table_name as name, comment from duckdb_tables()
    union all
    select schema_name || '.' || view_name, comment from duckdb_views() where not internal
)
select * from described
where not starts_with(name, 'main.') or replace(name, 'main.', 'marts.') not in (select name from described)
order by case split_part(name, '.', 1) when 'marts' then 0 when 'audit' then 1 when 'raw' then 2 else 3 end, name
"""

_COLUMNS = """
select schema_name || '.' || table_name as name, column_name, data_type, comment
from duckdb_columns()
where not internal
order by name, column_index
"""


def indicators_page() -> str:
    """The catalogue of indicators."""
    from ingest.indicators.catalogue import load_catalogue

    parts = ["# Indicators\n", "Codes of `indicator_code`, by domain.\n"]
    for domain, indicators in groupby(load_catalogue(), key=lambda indicator: indicator.domain):
        rows = [
            (f"`{one.code}`", one.name_zh, one.name_en, one.unit, f"{one.kind}, {one.aggregation}", one.definition)
            for one in indicators
        ]
        parts.append(f"## {domain}\n\n" + _table(("code", "名称", "name", "unit", "kind", "定义"), rows))
    return "\n".join(parts)


def reasons_page() -> str:
    """Reason codes of failed fetches."""
    with (PROJECT / "ingest" / "fetch" / "reasons.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        head = reader.fieldnames or []
        rows = [[f"`{row[head[0]]}`", *(row[name] for name in head[1:])] for row in reader]
    return (
        "# Reasons\n\nWhy an address could not be fetched: `raw.fetches.reason`. Those of kind `permanent` are not "
        "tried again in the same look.\n\n" + _table(head, rows)
    )


def measure_words_page() -> str:
    """What makes a numeral a quantity."""
    with (PROJECT / "ingest" / "figures" / "measure_words.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["printed"], row["unit"], row["kind"], row["factor"]) for row in csv.DictReader(file)]
    return "# Measure words\n\nHow they are read: [From a sentence to figures](../extraction.md).\n\n" + _table(
        ("printed", "unit", "kind", "factor"), rows
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()
