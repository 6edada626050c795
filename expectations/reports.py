"""What a report may say of itself, and how it may stand beside the other reports.

`report_suite` judges the frame that `frames/reports.sql` makes: one row per current report, with its year, region
and date, how often its text names its year and its region, what its plan is for, what it repeats of other reports
and how many indicators it gives beside the year before. A report with an `error` is of another year or another
place than it says: none of its figures is used.

`series_suite` judges, after the marts, one row per report with the changes that it states (`compared_changes`) and
how many of them the report of the year before contradicts (`broken_changes`, `broken_percent`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from expectations.figures import EARLIEST_YEAR
from expectations.gx import expectations_of_gx
from expectations.rules import terms

if TYPE_CHECKING:
    import great_expectations as gx
    from great_expectations.expectations.expectation import Expectation

REPEATED_FIGURES = 8
"""From so many equal figures on (`frames/reports.sql` asks for six tenths of them too) it is no chance."""
NEIGHBOUR_MENTIONS = 3
MOST_OWN_MENTIONS = 2
"""Title and signature: a text that names its own place no more, and a neighbour oftener, is the neighbour's."""
LEAST_OF_ITS_KIND = 0.15
FEWEST_OF_ANOTHER_KIND = 6
"""A county that praises itself says 全市首个 too: only a text that hardly ever says 全县 is told."""
LEAST_SHARE_OF_PRIOR = 0.5
FEWEST_COMPARED = 5
MOST_BROKEN_PERCENT = 50

DERIVED = {
    "next_year": "report_year + 1",
    "own_kind_share": "own_kind_mentions / (own_kind_mentions + other_kind_mentions)",
}


def report_suite() -> gx.ExpectationSuite:
    """The suite of reports, judged before the marts are built."""
    gx, _, _ = expectations_of_gx()
    parts = [*_year(), *_region(), *_copies(), *_wholeness()]
    return gx.ExpectationSuite(name="reports", expectations=parts, meta={"derived": DERIVED})


def series_suite() -> gx.ExpectationSuite:
    """The suite of reports beside those of the year before, judged after the marts are built."""
    gx, _, column = expectations_of_gx()
    many = column("compared_changes") >= FEWEST_COMPARED
    part = _at_most("broken_percent", MOST_BROKEN_PERCENT, "report_continues_the_year_before", many)
    return gx.ExpectationSuite(name="series", expectations=[part])


def _at_most(column: str, limit: float, rule: str, condition: Any = None) -> Expectation:
    _, gxe, _ = expectations_of_gx()
    return gxe.ExpectColumnValuesToBeBetween(column=column, max_value=limit, row_condition=condition, **terms(rule))


def _year() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    not_above = {"or_equal": True, "ignore_row_if": "either_value_is_missing"}
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column="report_year", min_value=EARLIEST_YEAR, **terms("report_year_is_from_2000")
        ),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="fetched_year", column_B="report_year", **not_above, **terms("report_year_has_come")
        ),
        gxe.ExpectColumnValuesToBeBetween(column="year_mentions", min_value=1, **terms("report_names_its_year")),
        gxe.ExpectColumnValuesToBeNull(column="title_year", **terms("title_names_its_year")),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="plan_year", column_B="next_year", **not_above, **terms("plan_is_for_the_next_year")
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="days_after_november", min_value=0, **terms("report_is_published_after_its_year")
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="days_before_fetch", min_value=-1, **terms("report_is_published_before_it_is_fetched")
        ),
    ]


def _region() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    hardly = column("own_mentions") <= MOST_OWN_MENTIONS
    often_another = column("other_kind_mentions") >= FEWEST_OF_ANOTHER_KIND
    never_its_own = column("own_parent_mentions") == 0
    not_above = {"or_equal": True, "ignore_row_if": "either_value_is_missing"}
    return [
        gxe.ExpectColumnValuesToNotBeNull(column="region_code", **terms("region_is_known")),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="report_year", column_B="region_first_year", **not_above, **terms("region_existed_by_then")
        ),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="region_last_year", column_B="report_year", **not_above, **terms("region_existed_still")
        ),
        gxe.ExpectColumnValuesToBeNull(column="title_neighbour", **terms("title_names_its_region")),
        gxe.ExpectColumnValuesToBeBetween(column="own_mentions", min_value=1, **terms("report_names_its_region")),
        _at_most("neighbour_mentions", NEIGHBOUR_MENTIONS - 1, "report_is_not_of_its_neighbour", hardly),
        gxe.ExpectColumnValuesToBeBetween(
            column="own_kind_share",
            min_value=LEAST_OF_ITS_KIND,
            row_condition=often_another,
            **terms("report_speaks_of_its_own_kind"),
        ),
        _at_most("namesake_parent_mentions", NEIGHBOUR_MENTIONS - 1, "report_is_not_of_its_namesake", never_its_own),
    ]


def _copies() -> list[Expectation]:
    return [
        _at_most("own_repeated", REPEATED_FIGURES - 1, "report_repeats_no_earlier_year"),
        _at_most("foreign_repeated", REPEATED_FIGURES - 1, "report_repeats_no_other_publisher"),
        _at_most("reports_of_year", 1, "publisher_has_one_report_a_year"),
    ]


def _wholeness() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column="share_of_prior", min_value=LEAST_SHARE_OF_PRIOR, **terms("coverage_keeps_up_with_last_year")
        ),
        gxe.ExpectColumnValuesToBeNull(column="cut_words", **terms("text_ends_with_a_sentence")),
        _at_most("repeated_paragraphs", 0, "text_repeats_no_paragraph"),
        gxe.ExpectColumnValuesToBeNull(column="illegible_words", **terms("numbers_are_legible")),
    ]
