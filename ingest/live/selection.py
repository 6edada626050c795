"""Which part of the publishers a live refresh is for: all, one publisher, one region, one year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.publishers.catalogue import Publisher

_NATION = "100000"


class NobodyChosen(ValueError):
    """No publisher fits the selection; the message says what was looked for and what to do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is refreshed; empty fields choose nothing out."""

    publisher: str | None = None
    """A `publisher_id`. Who names one wants it now: it is looked at whether it is due or not."""
    region: str | None = None
    """A region code (GB/T 2260): the region, and what lies in it."""
    year: int | None = None
    """The year that reports are on, not that in which they are published."""

    def publishers(self, every: Iterable[Publisher]) -> list[Publisher]:
        """Those that are chosen, in their order. Raises NobodyChosen where none is."""
        chosen = [one for one in every if self._takes(one)]
        if not chosen:
            asked = f"{self.publisher or ''} {self.region or ''}".strip() or "any"
            raise NobodyChosen(f"{asked}: there is no such publisher. Look the id or the region up in publishers.csv.")
        return chosen

    def takes_year(self, year: int | None) -> bool:
        """Whether a report on `year` is chosen. One whose year nobody knows is left to a refresh of all years."""
        return self.year is None or year == self.year

    def takes_region(self, code: str) -> bool:
        """Whether a region is the chosen one or lies in it; the nation's code takes all."""
        return self.region in (None, _NATION) or code.startswith(_digits_of(self.region or ""))

    def _takes(self, publisher: Publisher) -> bool:
        return self.publisher in (None, publisher.publisher_id) and self.takes_region(publisher.region_code)


def _digits_of(region: str) -> str:
    """The digits that the codes of all regions within share: `500000` is `50`, `500100` is `5001`."""
    while len(region) == 6 or (region and len(region) % 2 == 0):
        if not region.endswith("00"):
            return region
        region = region[:-2]
    return region
