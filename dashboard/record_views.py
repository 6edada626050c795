"""The views that are a list of what reports say, beside the numbers: what each shows, as data.

`views/records.py` shows any of them: filters, how many there are of each state, the rows, and the words behind the row
that was chosen. What a view can be filtered by are the `$names` of its query.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a chosen row leads to: the sentence of a figure, or a text at a place of a report.

    All but `heading`, a key of the texts, are columns. Without `figure` and `text` only a link to the place is shown.
    """

    heading: str
    text: str = ""
    figure: str = ""
    sha256: str = "sha256"
    start: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """One view: its columns, `{name}` standing for the indicator's name in the visitor's language; the column that
    holds the state of a row, and its codes in the order in which they are shown.
    """

    columns: tuple[str, ...]
    state: str
    states: tuple[str, ...]
    passages: tuple[Passage, ...]


RECORDS = {
    "promises": Records(
        (
            "region_name", "year", "outcome", "{name}", "object", "target_kind", "target_value", "unit",
            "target_bound", "outcome_value", "validity", "quote",
        ),
        "outcome",
        ("met", "missed", "not_comparable", "no_number", "not_told", "not_named", "no_report"),
        (
            Passage("promised", figure="figure_id"),
            Passage("answered", figure="outcome_figure_id", sha256="outcome_sha256"),
        ),
    ),
    "problems": Records(
        ("region_name", "year", "problem", "domain", "recurrence", "promise"),
        "recurrence",
        ("told_before", "new", "no_prior_report"),
        (
            Passage("admitted", text="problem", start="start"),
            Passage("admitted_before", text="prior_problem"),
            Passage("promised_against", text="promise"),
        ),
    ),
    "completeness": Records(
        (
            "region_name", "level", "year", "parts", "has_results", "has_problems", "has_causes",
            "has_first_responsible", "has_plan", "timeliness", "domains_silent",
        ),
        "parts",
        ("parts_4", "parts_3", "parts_2", "parts_1", "parts_0"),
        (
            Passage("column.has_results", start="results_start"),
            Passage("column.has_problems", start="problems_start"),
            Passage("column.has_first_responsible", start="responsible_start"),
            Passage("column.has_plan", start="plan_start"),
        ),
    ),
    "timeliness": Records(
        (
            "region_name", "province_name", "level", "year", "status", "published_on", "due_on", "days_after_due",
            "report_address", "address",
        ),
        "status",
        (
            "in_time", "late", "republished", "undated", "implausible_date", "no_duty", "missing", "not_read",
            "read_as_other", "not_fetched", "nothing_known",
        ),
        (Passage("open_text"),),
    ),
    "reuse": Records(
        (
            "region_name", "level", "year", "boilerplate_pct", "sentence_count", "new_count", "kept_count",
            "shared_count", "widest_sharing", "most_from",
        ),
        "reused",
        ("little", "some", "much"),
        (Passage("open_text"),),
    ),
    "terms": Records(
        (
            "term", "level", "year", "reports", "prior_reports", "panel_count", "occurrences", "prior_occurrences",
            "yoy_change", "term_status",
        ),
        "term_status",
        ("new", "kept", "vanished"),
        (),
    ),
    "statements": Records(
        (
            "region_name", "year", "object", "deed", "part", "prior_value", "value", "unit", "bound", "yoy_pct",
            "validity", "{name}", "quote",
        ),
        "coding",
        ("uncoded", "coded"),
        (
            Passage("this_year", figure="figure_id"),
            Passage("year_before_words", figure="prior_figure_id", sha256="prior_sha256"),
        ),
    ),
    "revisions": Records(
        (
            "region_name", "year", "{name}", "value", "second_value", "unit", "difference", "difference_pct",
            "revision_kind", "quote", "other_quote",
        ),
        "revision_kind",
        ("within_report", "between_reports", "other_scope", "same"),
        (
            Passage("one_value", figure="figure_id"),
            Passage("other_value", figure="other_figure_id", sha256="other_sha256"),
        ),
    ),
}  # fmt: skip
"""Name of a view, which is that of its query → what it shows."""
