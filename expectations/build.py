"""May this build be published? The suite over one row that counts the build as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from expectations.gx import expectations_of_gx
from expectations.rules import terms

if TYPE_CHECKING:
    import great_expectations as gx
    import pandas as pd
    from great_expectations.expectations.expectation import Expectation

MAX_ERROR_SHARE = 0.05
MONTHS_TO_PUBLISH = 6
"""Reports are due on 1 April; that they all come late is known by the end of June."""
MOST_DAYS_UNASKED = 45

DERIVED = {
    "documents_accounted": "documents_out + documents_rejected",
    # No figures at all is the business of another rule: then nothing is in error.
    "error_percent": "100.0 * figures_in_error / (figure_count + (figure_count == 0))",
}


def build_frame(counts: Mapping[str, Any], *, now: datetime) -> pd.DataFrame:
    """The one row that `build_suite` judges: the columns of `frames/build.sql`, and what is computed of them.

    `now` is an aware time.
    """
    import pandas as pd

    row: dict[str, Any] = {**counts}
    due = now.year - 1 if now.month > MONTHS_TO_PUBLISH else now.year - 2
    newest, asked = row["newest_year"], row["last_asked_at"]
    given = not pd.isna(newest)
    row |= {"due_year": due, "years_behind": max(0, due - int(newest)) if given else None}
    row["days_unasked"] = None if pd.isna(asked) else (now - pd.Timestamp(asked)).days
    return pd.DataFrame([row])


def build_suite(max_error_share: float = MAX_ERROR_SHARE) -> gx.ExpectationSuite:
    """The suite over the frame of `build_frame`; `max_error_share` is between 0 and 1."""
    gx, gxe, _ = expectations_of_gx()
    parts = [
        _between("report_count", "build_has_reports", min_value=1),
        _between("figure_count", "build_has_figures", min_value=1),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="documents_in",
            column_B="documents_accounted",
            **terms("every_document_is_accounted_for"),
        ),
        _between("error_percent", "few_figures_are_in_error", max_value=100 * max_error_share),
        _between("years_behind", "newest_report_is_recent", max_value=0),
        _between("days_unasked", "publishers_were_asked_lately", max_value=MOST_DAYS_UNASKED),
    ]
    return gx.ExpectationSuite(name="build", expectations=parts, meta={"derived": DERIVED})


def coverage_suite(largest_loss: float) -> gx.ExpectationSuite:
    """The suite over one row per thing that the last publication covered more of: `what`, `before`, `after`.

    `largest_loss` is the share that may be lost, between 0 and 1: the one at which publishing is refused.
    """
    gx, _, _ = expectations_of_gx()
    derived = {"lost_percent": "100.0 * (before - after) / before"}
    part = _between("lost_percent", "build_covers_what_was_published", max_value=100 * largest_loss)
    return gx.ExpectationSuite(name="coverage", expectations=[part], meta={"derived": derived})


def _between(column: str, rule: str, **limits: float) -> Expectation:
    _, gxe, _ = expectations_of_gx()
    return gxe.ExpectColumnValuesToBeBetween(column=column, **limits, **terms(rule))
