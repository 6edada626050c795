"""What a heading says its section is about: the domain of the indicators, or plans and shortcomings."""

from __future__ import annotations

import re
from functools import cache

from ingest.reports.patterns import any_line_of, read_patterns

_AROUND = " 　。:：;；、,，"


@cache
def _domains() -> list[tuple[str, re.Pattern[str]]]:
    return [(domain, pattern) for (domain,), pattern in read_patterns("heading_domains.tsv")]


@cache
def _plans() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return any_line_of("plan_headings.txt"), any_line_of("not_plan_headings.txt")


@cache
def _shortcomings() -> re.Pattern[str]:
    return any_line_of("shortcoming_headings.txt")


def domain_of(heading: str) -> str | None:
    """The domain whose words stand in the heading; of several the one listed first (the narrower one)."""
    return next((domain for domain, words in _domains() if words.search(heading)), None)


def speaks_of_plans(heading: str) -> bool:
    """Whether the heading (without its number) opens the part on the time to come."""
    bare = heading.strip(_AROUND)
    plans, others = _plans()
    return bool(plans.search(bare)) and not others.search(bare)


def opens_the_last_part(heading: str) -> bool:
    """Whether the heading (without its number) opens the part on shortcomings or that on the time to come.

    Shortcomings are those of the report's own year: only plans speak of another.
    """
    bare = heading.strip(_AROUND)
    _, others = _plans()
    return speaks_of_plans(heading) or (bool(_shortcomings().search(bare)) and not others.search(bare))
