"""Exceptions as data: what an entry may say, what it explains, and when it is told to be over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from expectations.exceptions import ExceptionsError, Explanation, exception_frame, explain, read_exceptions
from expectations.findings import FINDING_COLUMNS

pytestmark = pytest.mark.unit

TODAY = date(2026, 5, 1)
ENTRY = """
- rule: stated_change_agrees
  region: "990103"
  year: 2023
  reason: counted by another rule since 2023
  until: 2027-01-01
"""


def table(**changes: object) -> pd.DataFrame:
    row = dict.fromkeys(FINDING_COLUMNS) | {"rule": "stated_change_agrees", "severity": "warn"}
    row |= {"region_code": "990103", "year": 2023, "sha256": "ab" * 32, "figure_id": "f1"}
    return pd.DataFrame([row | changes]).astype({"year": "Int64", "explained": "object", "explained_until": "object"})


def read(folder: Path, written: str) -> list[Explanation]:
    path = folder / "exceptions.yml"
    path.write_text(written, encoding="utf-8")
    return read_exceptions(path)


def test_an_explained_finding_becomes_a_note_with_its_reason(tmp_path: Path) -> None:
    explained, used = explain(table(), read(tmp_path, ENTRY), TODAY)
    row = explained.iloc[0]
    assert (row["severity"], row["explained"]) == ("note", "counted by another rule since 2023")
    assert str(row["explained_until"]) == "2027-01-01"
    assert used == {0}


@pytest.mark.parametrize(
    "changes",
    [{"rule": "count_is_whole"}, {"region_code": "990104"}, {"region_code": None}, {"year": 2022}, {"year": None}],
)
def test_a_finding_that_differs_in_one_thing_is_not_explained(tmp_path: Path, changes: dict[str, object]) -> None:
    explained, used = explain(table(**changes), read(tmp_path, ENTRY), TODAY)
    assert (explained.iloc[0]["severity"], used) == ("warn", set())


def test_an_entry_explains_until_its_last_day_and_is_counted_after_that(tmp_path: Path) -> None:
    entries = read(tmp_path, ENTRY)
    for today, severity in ((date(2027, 1, 1), "note"), (date(2027, 1, 2), "warn")):
        explained, used = explain(table(), entries, today)
        assert (explained.iloc[0]["severity"], used) == (severity, {0})


def test_the_frame_of_entries_tells_which_occur_and_how_long_they_hold(tmp_path: Path) -> None:
    entries = read(tmp_path, ENTRY)
    [row] = exception_frame(entries, set(), date(2027, 1, 3)).to_dict("records")
    assert (row["entry"], row["occurs"], row["days_left"]) == (1, False, -2)
    assert exception_frame([], set(), TODAY).empty


def test_a_report_is_named_by_the_beginning_of_its_hash() -> None:
    entry = Explanation(rule="stated_change_agrees", report="ab" * 6, reason="as printed", until=date(2027, 1, 1))
    assert explain(table(), [entry], TODAY)[1] == {0}
    assert explain(table(sha256="cd" * 32), [entry], TODAY)[1] == set()


def test_an_empty_file_holds_no_exceptions(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (ENTRY.replace("stated_change_agrees", "numbers_are_nice"), "is no rule"),
        (ENTRY.replace("stated_change_agrees", "raw_stands_at_its_place"), "cannot be excepted"),
        (ENTRY.replace("stated_change_agrees", "exception_still_occurs"), "cannot be excepted"),
        (ENTRY.replace("  reason: counted by another rule since 2023\n", ""), "reason"),
        (ENTRY.replace("counted by another rule since 2023", "' '"), "reason"),
        (ENTRY.replace("2027-01-01", "some day"), "until"),
        (ENTRY.replace('  region: "990103"\n  year: 2023\n', ""), "names a region"),
        (ENTRY + "  colour: red\n", "colour"),
        ("rule: stated_change_agrees\n", "no list"),
        ("- [unclosed", "cannot be read"),
    ],
)
def test_an_entry_that_cannot_be_followed_is_told_with_its_place(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(ExceptionsError, match=said) as caught:
        read(tmp_path, written)
    assert "exceptions.yml" in str(caught.value)


def test_a_rule_on_the_build_needs_no_more_than_its_name() -> None:
    assert Explanation(rule="newest_report_is_recent", reason="an archive of the past", until=TODAY)


def test_the_file_of_the_project_can_be_followed() -> None:
    assert isinstance(read_exceptions(Path(__file__).parents[3] / "exceptions.yml"), list)
