"""Known and explained exceptions: findings that somebody looked at and found to be right, or not to be mended.

They are data (`exceptions.yml`), each with a reason and a last day. An explained finding stays in the tables as a
note with its explanation; a figure that it would have refused is used. An entry that explains nothing any more, or
whose time is over, is reported by a finding of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from expectations.gx import expectations_of_gx
from expectations.rules import rules, terms

if TYPE_CHECKING:
    import great_expectations as gx
    import pandas as pd

Words = Annotated[str, Field(pattern=r"\S")]


class ExceptionsError(ValueError):
    """The exceptions file cannot be followed; the message names file, entry, field, and what to do."""


class Explanation(BaseModel):
    """One entry: all that it names must be so of a finding. The keys are columns of `audit.findings`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str
    region: str | None = None
    """GB/T 2260 code of the region that the finding is on."""
    publisher: str | None = None
    year: int | None = None
    indicator: str | None = None
    report: Annotated[str, Field(pattern=r"^[0-9a-f]{12,64}$")] | None = None
    """The SHA-256 of the report's bytes, or its first 12 hexadecimal digits or more."""
    figure: str | None = None
    """`figure_id`."""
    reason: Words
    until: date
    """The last day on which the explanation holds."""

    @model_validator(mode="after")
    def _speaks_of_something(self) -> Self:
        known = rules().get(self.rule)
        if known is None:
            raise ValueError(f"{self.rule!r} is no rule of expectations/rules.toml")
        if not known.can_be_excepted:
            raise ValueError(f"{self.rule} points to a fault of this software and cannot be excepted: fix it")
        named = (self.region, self.publisher, self.year, self.indicator, self.report, self.figure)
        if known.subject != "build" and all(one is None for one in named):
            raise ValueError("an entry names a region, publisher, year, indicator, report or figure beside the rule")
        return self

    def explains(self, finding: pd.Series[Any]) -> bool:
        """Whether all that the entry names is so of the finding, a row of `audit.findings`."""
        wanted = {
            "rule": self.rule,
            "region_code": self.region,
            "publisher_key": self.publisher,
            "year": self.year,
            "indicator_code": self.indicator,
            "figure_id": self.figure,
        }
        for column, value in wanted.items():
            if value is not None and str(finding[column]) != str(value):
                return False
        return self.report is None or str(finding["sha256"]).startswith(self.report)


def read_exceptions(path: Path) -> list[Explanation]:
    """The entries of the file, checked. Raises ExceptionsError where one cannot be followed."""
    import yaml

    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ExceptionsError(f"{path}: the file cannot be read ({error}). Mend it, or take it away.") from error
    if not isinstance(written, list):
        raise ExceptionsError(f"{path}: the file holds no list of entries. Begin each entry with `- rule:`.")
    return [_entry(path, number, entry) for number, entry in enumerate(written, 1)]


def _entry(path: Path, number: int, entry: Any) -> Explanation:
    try:
        return Explanation.model_validate(entry)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'entry'}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise ExceptionsError(f"{path}, entry {number}: {faults}. Correct the entry or remove it.") from error


def explain(table: pd.DataFrame, entries: Sequence[Explanation], today: date) -> tuple[pd.DataFrame, set[int]]:
    """The findings with explained ones turned into notes, and the positions of the entries that explain some.

    An expired entry explains nothing any more, but is counted where it would.
    """
    table, used = table.copy(), set()
    for number, entry in enumerate(entries):
        of_rule = table.index[table["rule"] == entry.rule]
        explained = [at for at in of_rule if entry.explains(table.loc[at])]
        if explained:
            used.add(number)
        if entry.until >= today:
            table.loc[explained, ["severity", "explained", "explained_until"]] = [
                "note",
                entry.reason,
                str(entry.until),
            ]
    return table, used


def exception_frame(entries: Sequence[Explanation], used: set[int], today: date) -> pd.DataFrame:
    """One row per entry: its number from 1, what it says, whether it still occurs, days until it expires."""
    import pandas as pd

    columns = ["entry", "rule", "region_code", "year", "reason", "until", "occurs", "days_left"]
    rows = [
        (at + 1, one.rule, one.region, one.year, one.reason, str(one.until), at in used, (one.until - today).days)
        for at, one in enumerate(entries)
    ]
    return pd.DataFrame(rows, columns=columns)


def exception_suite() -> gx.ExpectationSuite:
    """The suite over the frame of `exception_frame`."""
    gx, gxe, _ = expectations_of_gx()
    parts = [
        gxe.ExpectColumnValuesToBeInSet(column="occurs", value_set=[True], **terms("exception_still_occurs")),
        gxe.ExpectColumnValuesToBeBetween(column="days_left", min_value=0, **terms("exception_has_not_expired")),
    ]
    return gx.ExpectationSuite(name="exceptions", expectations=parts)
