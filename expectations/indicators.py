"""What an indicator's value may be beside its neighbours: the year before, and the indicator that it is a
part of.

`indicator_suite` judges a frame with one row for each year of a publisher's indicator and the columns
`publisher_key`, `indicator_code`, `year`, `value`, `unit`, `figure_id`, `prior_value`, `restated_prior_value`
and `consistent` (null where there is nothing to compare) of `marts.indicator_yoy`. `pair_suite` judges the
frame that `pair_frame` makes of the same rows. Messages and findings also use, where the frame has them,
`region_code`, `region_name`, `sha256`, `prior_figure_id`, `indicator_name_zh`, `indicator_name_en`,
`yoy_pct`, `yoy_points`, `reported_yoy_pct`, `reported_points` and `reported_change`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from expectations.gx import expectations_of_gx
from expectations.rules import terms

if TYPE_CHECKING:
    import great_expectations as gx
    import pandas as pd
    from great_expectations.expectations.expectation import Expectation

PAIRS_FILE = Path(__file__).with_name("pairs.csv")

PUBLISHER = "publisher_key"
"""A government and its own departments share a region code, so the region alone is no key."""
KEY = [PUBLISHER, "indicator_code", "year"]

OF_REPORT = [PUBLISHER, "region_code", "year", "sha256"]
OF_FIGURE = ["indicator_code", "indicator_name_zh", "indicator_name_en"]
OF_FIGURE += ["value", "unit", "bound", "precision", "figure_id"]

TENFOLD = 10
SMALLEST_NEWS = 10
"""A count that goes from 1 to 10 is tenfold too, and no news: changes smaller than this are passed over."""

DERIVED = {"times_prior": "value / prior_value", "change_size": "abs(value - prior_value)"}


def indicator_suite() -> gx.ExpectationSuite:
    """The suite of values beside their neighbours."""
    gx, _, _ = expectations_of_gx()
    parts = [*_rows(), *_ranges(), *_changes()]
    return gx.ExpectationSuite(name="indicators", expectations=parts, meta={"derived": DERIVED})


def pair_suite() -> gx.ExpectationSuite:
    """The suite over one row per publisher, year and pair of `pairs.csv`, as `pair_frame` makes it."""
    gx, gxe, _ = expectations_of_gx()
    rule = gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="denominator_high",
        column_B="numerator_low",
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        **terms("part_is_not_above_whole"),
    )
    return gx.ExpectationSuite(name="pairs", expectations=[rule])


def _rows() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    return [
        gxe.ExpectCompoundColumnsToBeUnique(column_list=KEY, **terms("key_is_unique")),
        gxe.ExpectColumnValuesToNotBeNull(column="figure_id", **terms("figure_is_named")),
    ]


def _ranges() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column="value",
            min_value=0,
            max_value=100,
            row_condition=column("unit") == "%",
            **terms("published_rate_lies_within_0_100"),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="value",
            min_value=0,
            row_condition=column("unit") != "%",
            **terms("published_count_is_not_negative"),
        ),
    ]


def _changes() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    sizeable = (column("unit") != "%") & (column("prior_value") > 0) & (column("change_size") >= SMALLEST_NEWS)
    return [
        gxe.ExpectColumnValuesToBeInSet(column="consistent", value_set=[True], **terms("stated_change_agrees")),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="restated_prior_value",
            column_B="prior_value",
            ignore_row_if="either_value_is_missing",
            **terms("restated_prior_equals_first_printed"),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="times_prior",
            min_value=1 / TENFOLD,
            max_value=TENFOLD,
            strict_min=True,
            strict_max=True,
            row_condition=sizeable,
            **terms("count_keeps_its_order_of_magnitude"),
        ),
    ]


def pair_frame(indicators: pd.DataFrame) -> pd.DataFrame:
    """One row per publisher, year and pair of `pairs.csv` of which both indicators have a value.

    `indicators` has one row for each year of a publisher's indicator and the columns `publisher_key`, `year`,
    `indicator_code`, `value`, `bound`, `figure_id`; where known also `region_code`, `sha256`, `unit`, the
    figure's `precision`, `indicator_name_zh`, `indicator_name_en`. The columns of a figure come back twice,
    as `numerator_…` and `denominator_…`; `numerator_low` and `denominator_high` are the least and the most
    that the printed words allow, null where the words set no limit on that side.
    """
    import pandas as pd

    rows = indicators.reindex(columns=[*OF_REPORT, *OF_FIGURE])
    rows = rows.assign(value=rows["value"].astype("float64"), precision=_slack(rows["precision"]))
    pairs = pd.read_csv(PAIRS_FILE)
    for side in ("numerator", "denominator"):
        named = {column: f"{side}_{column.removeprefix('indicator_')}" for column in OF_FIGURE}
        on = [f"{side}_code"]
        if side == "denominator":
            rows, on = rows.drop(columns=["region_code", "sha256"]), [*on, PUBLISHER, "year"]
        pairs = pairs.merge(rows.rename(columns=named), on=on)
    return pairs.assign(
        numerator_low=_limit(pairs, "numerator", {"exact": -1, "at_least": 0}),
        denominator_high=_limit(pairs, "denominator", {"exact": 1, "at_most": 0}),
    )


def _slack(precision: pd.Series) -> pd.Series:
    """Half of the last printed digit's place, 0 for a count that was printed to the last digit."""
    slack = precision.astype("float64").fillna(0.0)
    return slack.where(slack > 0.5, 0.0)


def _limit(pairs: pd.DataFrame, side: str, slacks_by_bound: dict[str, int]) -> pd.Series:
    """The value moved by its precision as its bound allows; null where the bound sets no limit."""
    slacks = pairs[f"{side}_bound"].map(slacks_by_bound).astype("float64")
    return pairs[f"{side}_value"] + pairs[f"{side}_precision"] * slacks
