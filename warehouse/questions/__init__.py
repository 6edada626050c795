"""The usual questions, answered by views and table macros that stand in the warehouse file itself.

They are plain DuckDB: whatever opens the file can ask them, without an extension. Names in their bodies are looked up
in the file, so who attaches it beside others says `use` first. `questions.csv` lists them in the order in which one
may build on another, each with its parameters; what answers one is the query `answers/<name>.sql`.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.loading.descriptions import describe_columns
from ingest.loading.literals import literal

if TYPE_CHECKING:
    import duckdb

_HERE = Path(__file__).parent
DESCRIPTIONS = _HERE / "descriptions.csv"
_VALUE_DOUBTS = "One row per value of marts.indicator_yoy that has doubts: what values_with_doubts() shows beside it."


def questions() -> list[dict[str, str]]:
    """Each question's name, kind (table, view or macro), parameters, an example call, and what it answers."""
    with (_HERE / "questions.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def install_questions(con: duckdb.DuckDBPyConnection) -> int:
    """Writes views and macros into schema `main`, describes what is not described yet; the number of questions."""
    asked = questions()
    told = ("name", "kind", "call", "answers", "answers_zh")
    con.execute(f"create or replace table main.questions ({', '.join(f'{column} varchar' for column in told)})")
    con.executemany(
        "insert into main.questions values (?, ?, ?, ?, ?)", [[row[column] for column in told] for row in asked]
    )
    # Asked of every value by most of the questions: put together once, and not for each of them.
    con.execute(f"create or replace table audit.value_doubts as\n{(_HERE / 'value_doubts.sql').read_text('utf-8')}")
    con.execute(f"comment on table audit.value_doubts is {literal(_VALUE_DOUBTS)}")
    for row in asked:
        if row["kind"] != "table":
            con.execute(definition(row))
        kind = "macro table" if row["kind"] == "macro" else row["kind"]
        con.execute(f"comment on {kind} main.{row['name']} is {literal(row['answers'])}")
    for schema in ("main", "audit"):
        describe_columns(con, schema, DESCRIPTIONS)
    return len(asked)


def definition(row: dict[str, str]) -> str:
    """The statement that makes the view or macro of a question."""
    answer = (_HERE / "answers" / f"{row['name']}.sql").read_text(encoding="utf-8")
    head = f"main.{row['name']}({row['parameters']}) as table" if row["kind"] == "macro" else f"main.{row['name']} as"
    return f"create or replace {row['kind']} {head}\n{answer}"
