"""What a heading says its section is about: the domain of the indicators, or plans and shortcomings."""

from __future__ import annotations

from functools import cache

from ingest.publishers.script import simplified
from ingest.reports.finder import Finder
from ingest.reports.patterns import AnyOf, read_patterns

_AROUND = " 　。:：;；、,，"


@cache
def _domains() -> tuple[list[str], Finder]:
    """The domain of each word, in the order of the file, and what finds the words."""
    words = [
        (word, domain) for (domain,), row in read_patterns("heading_domains.tsv") for word in row.pattern.split("|")
    ]
    return [domain for _, domain in words], Finder([word for word, _ in words])


@cache
def _plans() -> tuple[AnyOf, AnyOf]:
    return AnyOf("plan_headings.txt"), AnyOf("not_plan_headings.txt")


@cache
def _shortcomings() -> AnyOf:
    return AnyOf("shortcoming_headings.txt")


def domain_of(heading: str) -> str | None:
    """The domain whose words stand in the heading; of several the one listed first (the narrower one)."""
    domains, finder = _domains()
    found = finder.find(simplified(heading))
    return domains[min(found)[0]] if found else None


def speaks_of_plans(heading: str) -> bool:
    """Whether the heading (without its number) opens the part on the time to come."""
    bare = simplified(heading).strip(_AROUND)
    plans, others = _plans()
    return plans.occurs_in(bare) and not others.occurs_in(bare)


def opens_the_last_part(heading: str) -> bool:
    """Whether the heading (without its number) opens the part on shortcomings or that on the time to come.

    Shortcomings are those of the report's own year: only plans speak of another.
    """
    bare = simplified(heading).strip(_AROUND)
    _, others = _plans()
    return speaks_of_plans(heading) or (_shortcomings().occurs_in(bare) and not others.occurs_in(bare))
