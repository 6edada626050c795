"""Answers of second readers: checked against the report, then made into entries of the two files of decisions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from warehouse.review.entries import correction_entry, exception_entry

if TYPE_CHECKING:
    import duckdb

Words = Annotated[str, Field(pattern=r"\S")]


class Answer(BaseModel):
    """What the second reader says of one figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    decision: Literal["keep", "drop", "flag", "override"]
    reason: Words
    by: Words
    evidence: Words
    """Words of the report, as they stand there."""
    value: int | float | None = None
    unit: str | None = None
    bound: str | None = None
    measure: str | None = None
    scope: str | None = None
    indicator: str | None = None
    year: int | None = None

    @property
    def changed(self) -> dict[str, object]:
        """The fields that an override sets; null is a value of `indicator` and `year`."""
        asked = ("value", "unit", "bound", "measure", "scope", "indicator", "year")
        return {name: getattr(self, name) for name in asked if name in self.model_fields_set}


@dataclass(slots=True)
class Checked:
    """The entries that the answers make, and what was refused: line number and why."""

    corrections: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    open: int = 0
    """Lines without an answer."""


def check(con: duckdb.DuckDBPyConnection, lines: Iterable[str], until: date) -> Checked:
    """Checks each line of answers; an explanation holds until `until`."""
    checked = Checked()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _take(con, line, until, checked)
        except ValueError as error:
            checked.refused.append((number, str(error)))
    return checked


def _take(con: duckdb.DuckDBPyConnection, line: str, until: date, checked: Checked) -> None:
    figure_id, written = _parsed(line)
    if not any(value is not None for value in written.values()):
        checked.open += 1
        return
    answer = _answer(
        {name: value for name, value in written.items() if value is not None or name in {"indicator", "year"}}
    )
    figure = _figure(con, figure_id)
    if "".join(answer.evidence.split()) not in "".join(str(figure["text"]).split()):
        raise ValueError("the words quoted as evidence do not stand in the report")
    reason = f"{answer.reason} ({answer.by})"
    if answer.decision == "keep":
        if not figure["findings"]:
            raise ValueError("no rule doubts this figure, so there is nothing to explain")
        checked.exceptions += [exception_entry(rule, doubted, reason, until) for rule, doubted in figure["findings"]]
        return
    changed = answer.changed if answer.decision == "override" else {}
    entry = correction_entry(figure, answer.decision, reason, answer.evidence, **changed)
    _follow(entry)
    checked.corrections.append(entry)


def _parsed(line: str) -> tuple[str, dict[str, Any]]:
    try:
        read = json.loads(line)
        answer = read["answer"]
        if not isinstance(answer, dict):
            raise TypeError
        return str(read["figure_id"]), answer
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError("this is no line of `fazhi review export` with an answer") from error


def _answer(written: dict[str, Any]) -> Answer:
    try:
        return Answer.model_validate(written)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"answer.{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _figure(con: duckdb.DuckDBPyConnection, figure_id: str) -> dict[str, Any]:
    found = con.execute(
        "select figures.sha256, figures.raw, figures.start, documents.text, ("
        "select list(distinct [rule, figure_id]) from audit.findings where severity <> 'note' and explained is null "
        "and $1 in (figure_id, related_figure_id)) as findings "
        "from marts.fct_figure as figures inner join raw.documents as documents using (sha256) "
        "where figures.figure_id = $1",
        [figure_id],
    )
    names = [column[0] for column in found.description or []]
    row = found.fetchone()
    if row is None:
        raise ValueError(
            f"no figure {figure_id} is in this warehouse: it was read again since the questions were written"
        )
    return dict(zip(names, row, strict=True))


def _follow(entry: str) -> None:
    """Whether a refresh could follow the entry. Raises `ValueError` with what is wrong."""
    import yaml

    from ingest.corrections.entry import Correction

    try:
        Correction.model_validate(yaml.safe_load(entry)[0])
    except ValidationError as error:
        raise ValueError(str(error.errors()[0]["msg"])) from error
