"""What two values of one report may be beside each other, or beside what the report of before said of the same.

`relation_suite` judges the frame that `frames/relations.sql` makes: one row per two values, of one `relation` each:

- `whole`: an indicator beside the one that it is a part of (`frames/pairs.csv`), with the cases that the report says
  were carried over;
- `total`: the sum of indicators beside the one that they are parts of (`frames/sums.csv`);
- `component`: a figure printed as a part (其中…) beside the whole of the same indicator;
- `opposite`: two rates that add up to 100 at most (`frames/opposites.csv`);
- `exchanged`: two counts of one domain, each nearer to the other's year before than to its own: `exchange_gain` is by
  how much in all, as a natural logarithm;
- `rate`: a printed rate beside the one computed of the printed counts; `twice`: two values of one indicator;
- `restated`: the value of the year before (`of_year`) as this report gives it, beside the one first printed.

`low` is the least that the words of the first allow, `high` the most that those of the second allow, so that hedges
and rounding are no contradiction; `agrees` is the answer of the marts for the last three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.gx import expectations_of_gx
from expectations.rules import terms

if TYPE_CHECKING:
    import great_expectations as gx

NOT_ABOVE = {
    "whole": "part_is_not_above_whole",
    "total": "parts_add_up_to_no_more_than_the_total",
    "component": "component_is_not_above_its_total",
    "opposite": "opposite_rates_add_up_to_100",
}
AGREES = {
    "rate": "printed_rate_equals_computed_rate",
    "twice": "report_gives_one_value",
    "restated": "restated_prior_equals_first_printed",
}

LARGEST_GAIN = 1.4
"""Each of the two would have doubled or halved (2 × ln 2)."""

DERIVED = {"margin": "high - low"}


def relation_suite() -> gx.ExpectationSuite:
    """The suite over the frame of `frames/relations.sql`."""
    gx, gxe, column = expectations_of_gx()
    not_above = [
        gxe.ExpectColumnValuesToBeBetween(
            # What binary fractions lose: 0.1 + 0.2.
            column="margin",
            min_value=-1e-6,
            row_condition=column("relation") == relation,
            **terms(rule),
        )
        for relation, rule in NOT_ABOVE.items()
    ]
    agrees = [
        gxe.ExpectColumnValuesToBeInSet(
            column="agrees", value_set=[True], row_condition=column("relation") == relation, **terms(rule)
        )
        for relation, rule in AGREES.items()
    ]
    exchanged = gxe.ExpectColumnValuesToBeBetween(
        column="exchange_gain", max_value=LARGEST_GAIN, **terms("values_keep_their_places")
    )
    return gx.ExpectationSuite(
        name="relations", expectations=[*not_above, exchanged, *agrees], meta={"derived": DERIVED}
    )
