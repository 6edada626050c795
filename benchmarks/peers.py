"""`make peers`: numerals as other number libraries are tested with, and how many are read right, wrong or refused.

`peers.csv` is of this project's own making: forms that the suites of such libraries hold, each with the value that any
reader gives it (empty: no number), and what cn2an prints for random numbers.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from ingest.figures.folding import fold
from ingest.figures.numerals import read

LEAST_RIGHT, MOST_WRONG = 0.97, 0.005
_FACTS = Path(__file__).with_name("peers.csv")


def judged() -> Iterator[tuple[str, str, str]]:
    """The kind of each fact, what is printed, and whether it is read `right`, `wrong` or `refused`."""
    with _FACTS.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            numeral = read(fold(row["printed"]))
            value = Decimal(row["value"]) if row["value"] else None
            found = numeral.value if numeral else None
            yield row["kind"], row["printed"], "right" if found == value else "wrong" if numeral else "refused"


def main() -> int:
    """Prints the counts by kind; 1 where fewer are right, or more are wrong, than is asked for."""
    counts: dict[str, Counter[str]] = {}
    for kind, printed, verdict in judged():
        counts.setdefault(kind, Counter())[verdict] += 1
        if verdict == "wrong":
            print(f"wrong: {printed!r}")
    total = sum(counts.values(), Counter())
    for kind, verdicts in [*counts.items(), ("all", total)]:
        print(f"{kind:24} {verdicts['right']:5} right {verdicts['wrong']:4} wrong {verdicts['refused']:4} refused")
    right, wrong = total["right"] / total.total(), total["wrong"] / total.total()
    print(f"{right:.1%} right, {wrong:.1%} wrong; asked for: at least {LEAST_RIGHT:.0%}, at most {MOST_WRONG:.1%}")
    return int(right < LEAST_RIGHT or wrong > MOST_WRONG)


if __name__ == "__main__":
    sys.exit(main())
