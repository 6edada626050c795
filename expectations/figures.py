"""What a printed figure may be: the suite over a frame whose rows are figures.

Columns that the frame must have, besides `figure_id` and `sha256`, which findings lead back to:

- `raw`, `printed` (the text of the document cut at the figure's offsets), `start`, `end`, `text_length`:
  offsets in code points of the document's text, the end exclusive;
- `value` (multipliers applied), `unit`, `bound`, `measure`, `scope`, `year`, as in `raw.figures`;
- `indicator_code`, `kind` (`count`, `rate`, …) and `indicator_unit` of the catalogue, null for a figure of no
  indicator;
- `report_year`, `region_code`, `level` of the report, and `is_plan` of the section;
- `longer_number` (the words where it looks like a piece of a longer number, null elsewhere);
- `spelled_value` (the number read once more from its digits, null where they alone do not tell it) and
  `value_size` (the value without its sign); `largest_count`, the most that such a count can be where that many
  people live (`largest_people`), null for what is no count.

`frames/figures.sql` makes this frame.

`indicator_name_zh` and `indicator_name_en` are used in messages where the frame has them.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.gx import expectations_of_gx
from expectations.rules import terms

if TYPE_CHECKING:
    import great_expectations as gx
    from great_expectations.expectations.expectation import Expectation

MEASURES = ("level", "change", "point_change", "share")
BOUNDS = ("exact", "at_least", "at_most", "about")
SCOPES = ("total", "part")

EARLIEST_YEAR = 2000
LARGEST_VALUE = 10.0**22
"""decimal(28, 6) holds 22 digits before the point."""

DERIVED = {
    "value_rounded": "value.round()",
    # A report tells of its own year and of the first months of the next; plans tell of targets up to three
    # five-year plans ahead (in 2020, of 2035).
    "latest_year": "report_year + 1 + 14 * is_plan",
}

UNITS_FILE = Path(__file__).with_name("frames") / "units.csv"


def units_by_kind() -> dict[str, list[str]]:
    """The units that count no things, from `units.csv`, by what they measure: `percent`, `money`, `people`, …

    Which of the many other measure words (件, 宗, 起, 场, …) fits a count is left open: offices use them
    freely.
    """
    units: dict[str, list[str]] = {}
    with UNITS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            units.setdefault(row["kind"], []).append(row["unit"])
    return units


def figure_suite() -> gx.ExpectationSuite:
    """The suite of all rules that hold for a single figure."""
    gx, _, _ = expectations_of_gx()
    parts = [*_place(), *_words(), *_spelling(), *_percentages(), *_counts(), *_years(), *_units()]
    return gx.ExpectationSuite(name="figures", expectations=parts, meta={"derived": DERIVED})


def _place() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    return [
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="printed",
            column_B="raw",
            ignore_row_if="both_values_are_missing",
            **terms("raw_stands_at_its_place"),
        ),
        gxe.ExpectColumnValuesToBeBetween(column="start", min_value=0, **terms("start_is_not_before_text")),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="end", column_B="start", **terms("end_is_after_start")),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="text_length", column_B="end", or_equal=True, **terms("end_is_within_text")
        ),
    ]


def _words() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    allowed = {"measure": MEASURES, "bound": BOUNDS, "scope": SCOPES}
    return [
        gxe.ExpectColumnValuesToNotBeNull(column="value", **terms("value_is_given")),
        gxe.ExpectColumnValuesToBeBetween(
            column="value",
            min_value=-LARGEST_VALUE,
            max_value=LARGEST_VALUE,
            strict_min=True,
            strict_max=True,
            **terms("value_is_finite"),
        ),
        *(
            gxe.ExpectColumnValuesToBeInSet(column=column, value_set=list(words), **terms(f"{column}_is_a_known_word"))
            for column, words in allowed.items()
        ),
    ]


def _spelling() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    return [
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="value_size",
            column_B="spelled_value",
            ignore_row_if="either_value_is_missing",
            **terms("value_follows_from_its_digits"),
        ),
        gxe.ExpectColumnValuesToBeNull(column="longer_number", **terms("number_is_not_cut")),
        gxe.ExpectColumnValuesToNotBeInSet(column="unit", value_set=[""], **terms("unit_is_given")),
    ]


def _percentages() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    percent = column("unit") == "%"
    rate = (column("measure") == "level") & percent & (column("kind") == "rate")
    share = (column("measure") == "share") & percent
    other = (column("measure") == "level") & percent & column("indicator_code").is_null()
    change = (column("measure") == "change") & percent
    within = {"column": "value", "min_value": 0, "max_value": 100}
    return [
        gxe.ExpectColumnValuesToBeBetween(**within, row_condition=rate | share, **terms("rate_lies_within_0_100")),
        gxe.ExpectColumnValuesToBeBetween(**within, row_condition=other, **terms("other_percentage_lies_within_0_100")),
        gxe.ExpectColumnValuesToBeBetween(
            column="value",
            min_value=-100,
            row_condition=change,
            **terms("decrease_is_at_most_100_percent"),
        ),
    ]


def _counts() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    level = (column("measure") == "level") & (column("unit") != "%")
    count = level & (column("kind") == "count")
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column="value", min_value=0, row_condition=level, **terms("count_is_not_negative")
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="value",
            column_B="value_rounded",
            ignore_row_if="either_value_is_missing",
            row_condition=count,
            **terms("count_is_whole"),
        ),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="largest_count",
            column_B="value",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
            **terms("count_suits_its_population"),
        ),
    ]


def _years() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    return [
        gxe.ExpectColumnValuesToBeBetween(column="year", min_value=EARLIEST_YEAR, **terms("year_is_from_2000")),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="latest_year",
            column_B="year",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
            **terms("year_is_not_far_after_report"),
        ),
    ]


def _units() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    units = units_by_kind()
    people = units.pop("people")
    level = column("measure") == "level"
    count = level & (column("kind") == "count")
    return [
        gxe.ExpectColumnValuesToBeInSet(
            column="unit",
            value_set=units["percent"],
            row_condition=level & (column("kind") == "rate"),
            **terms("rate_is_in_percent"),
        ),
        gxe.ExpectColumnValuesToNotBeInSet(
            column="unit",
            value_set=[unit for kind in units.values() for unit in kind],
            row_condition=count,
            **terms("count_is_in_a_counting_unit"),
        ),
        gxe.ExpectColumnValuesToNotBeInSet(
            column="unit",
            value_set=people,
            row_condition=count & column("indicator_unit").is_not_in([*people, "人次"]),
            **terms("things_are_not_told_as_people"),
        ),
    ]
