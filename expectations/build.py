"""May this build be published? The suite over one row that counts the build as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.gx import expectations_of_gx
from expectations.rules import terms

if TYPE_CHECKING:
    import great_expectations as gx
    import pandas as pd

MAX_ERROR_SHARE = 0.05

DERIVED = {
    "documents_accounted": "documents_out + documents_rejected",
    # No figures at all is the business of another rule: then nothing is in error.
    "error_percent": "100.0 * figures_in_error / (figure_count + (figure_count == 0))",
}


def build_frame(
    *,
    report_count: int,
    figure_count: int,
    documents_in: int,
    documents_out: int,
    documents_rejected: int,
    figures_in_error: int,
) -> pd.DataFrame:
    """The one row that `build_suite` judges.

    `documents_in` are the distinct documents that came in, of which `documents_out` became reports and
    `documents_rejected` stand in the rejects; `figures_in_error` are the distinct figures with a finding of
    severity `error`.
    """
    import pandas as pd

    counts = {
        "report_count": report_count,
        "figure_count": figure_count,
        "documents_in": documents_in,
        "documents_out": documents_out,
        "documents_rejected": documents_rejected,
        "figures_in_error": figures_in_error,
    }
    return pd.DataFrame([counts])


def build_suite(max_error_share: float = MAX_ERROR_SHARE) -> gx.ExpectationSuite:
    """The suite over the frame of `build_frame`; `max_error_share` is between 0 and 1."""
    gx, gxe, _ = expectations_of_gx()
    parts = [
        gxe.ExpectColumnValuesToBeBetween(column="report_count", min_value=1, **terms("build_has_reports")),
        gxe.ExpectColumnValuesToBeBetween(column="figure_count", min_value=1, **terms("build_has_figures")),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="documents_in",
            column_B="documents_accounted",
            **terms("every_document_is_accounted_for"),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="error_percent",
            max_value=100 * max_error_share,
            **terms("few_figures_are_in_error"),
        ),
    ]
    return gx.ExpectationSuite(name="build", expectations=parts, meta={"derived": DERIVED})
