"""What an indicator's value may be beside its neighbours: the year before, its other years, and its peers.

`indicator_suite` judges the frame that `frames/indicators.sql` makes: one row for each year of a publisher's
indicator, with the columns of `marts.indicator_yoy`, and

- `years_z`: how many usual spreads the value lies from the median of the publisher's other years (`years_median`, of
  `other_years` years, three at least); null where it is no more than 20 away from it;
- `explained_findings`: how many findings on its figure `exceptions.yml` explains, so that it is let in;
- `peers_z`: the same beside the governments of its level in its year (`peers_median`, of `peer_count`, eight at least).

That keys are unique and that every value names its figure is not asked here: dbt's tests and contracts do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.gx import expectations_of_gx
from expectations.rules import terms

if TYPE_CHECKING:
    import great_expectations as gx
    from great_expectations.expectations.expectation import Expectation

TENFOLD = 10
SMALLEST_NEWS = 10
"""A count that goes from 1 to 10 is tenfold too, and no news: changes smaller than this are passed over."""
LARGEST_MOVE = 50
"""Percentage points from one year to the next."""
FARTHEST = 6
"""Robust z-scores beyond this are told; a normal spread has one such value in five hundred million."""

DERIVED = {"times_prior": "value / prior_value", "change_size": "abs(value - prior_value)"}


def indicator_suite() -> gx.ExpectationSuite:
    """The suite of values beside their neighbours."""
    gx, _, _ = expectations_of_gx()
    parts = [*_ranges(), *_changes(), *_neighbours()]
    return gx.ExpectationSuite(name="indicators", expectations=parts, meta={"derived": DERIVED})


def _ranges() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    unexplained = column("explained_findings") == 0
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column="value",
            min_value=0,
            max_value=100,
            row_condition=(column("unit") == "%") & unexplained,
            **terms("published_rate_lies_within_0_100"),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="value",
            min_value=0,
            row_condition=(column("unit") != "%") & unexplained,
            **terms("published_count_is_not_negative"),
        ),
    ]


def _changes() -> list[Expectation]:
    _, gxe, column = expectations_of_gx()
    sizeable = (column("unit") != "%") & (column("prior_value") > 0) & (column("change_size") >= SMALLEST_NEWS)
    return [
        gxe.ExpectColumnValuesToBeInSet(column="consistent", value_set=[True], **terms("stated_change_agrees")),
        gxe.ExpectColumnValuesToBeBetween(
            column="change_size",
            max_value=LARGEST_MOVE,
            row_condition=column("unit") == "%",
            **terms("rate_keeps_near_the_year_before"),
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


def _neighbours() -> list[Expectation]:
    _, gxe, _ = expectations_of_gx()
    rules = {"years_z": "value_fits_its_other_years", "peers_z": "value_fits_its_peers"}
    return [
        gxe.ExpectColumnValuesToBeBetween(column=column, min_value=-FARTHEST, max_value=FARTHEST, **terms(rule))
        for column, rule in rules.items()
    ]
