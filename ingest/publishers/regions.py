"""Regions by name, code and year (GB/T 2260), with the districts that no longer exist."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, cast

from ingest.model import Level, Region
from ingest.publishers.names import stem, written_forms

_REGIONS = Path(__file__).with_name("regions.csv")
_SAMPLES = Path(__file__).parents[2] / "samples" / "regions.csv"
_UNSEARCHABLE = re.compile("[\ud800-\udfff\0]")
"""Lone surrogates, which damaged text may hold and no search in UTF-8 takes."""
INVENTED_PREFIX = "99"
"""Codes of the regions that only the bundled samples know; GB/T 2260 gives none of them away."""


class Mention(NamedTuple):
    """A place in a text where a region may be named; several regions may bear the name."""

    start: int
    end: int
    candidates: tuple[Region, ...]


class RegionTable:
    """All regions of all years. Answers are None where a name fits several regions and nothing says which."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.regions = tuple(regions)
        self._codes: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            self._codes[region.code].append(region)

    @cached_property
    def _names(self) -> dict[str, list[Region]]:
        names: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            for form in written_forms(region.name):
                names[form].append(region)
        return names

    @cached_property
    def _stems(self) -> dict[str, list[Region]]:
        stems: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            stems[stem(region.name)].append(region)
        return stems

    def by_code(self, code: str, year: int | None = None) -> Region | None:
        """The region that bore `code` in `year`, else the latest that did before or after."""
        held = self._codes.get(code)
        if not held:
            return None
        valid = [region for region in held if _valid(region, year)]
        return (valid or held)[-1]

    def ancestors(self, region: Region, year: int | None = None) -> list[Region]:
        """What the region belongs to, the nearest first; the province stands last."""
        found: list[Region] = []
        parent = region.parent_code
        while parent and (above := self.by_code(parent, year)) and above not in found:
            found.append(above)
            parent = above.parent_code
        return found

    def named(self, name: str, year: int | None = None) -> list[Region]:
        """Regions that bore the name in `year` (or the year next to it), one of each code."""
        return _in_year(self._names.get(name, ()), year)

    def stemmed(self, short: str, year: int | None = None) -> list[Region]:
        """Regions whose name without 省/市/区/县 is `short`."""
        return _in_year(self._stems.get(short, ()), year)

    def find(self, name: str, year: int | None = None, parent: Region | str | None = None) -> Region | None:
        """The one region of that name (full, or an unmistakable form of it) in `year`.

        `parent` is a region, a code or a name: the region lies in it, at any depth. None where no region or
        more than one fits.
        """
        candidates = self.named(name, year)
        if parent is not None:
            candidates = [region for region in candidates if self.lies_in(region, parent, year)]
        return candidates[0] if len(candidates) == 1 else None

    def lies_in(self, region: Region, parent: Region | str, year: int | None = None) -> bool:
        """Whether `parent` (a region, a code or a name) is among the ancestors of `region`."""
        above = self.ancestors(region, year)
        if isinstance(parent, Region):
            return parent.code in {ancestor.code for ancestor in above}
        return any(parent in (ancestor.code, ancestor.name, stem(ancestor.name)) for ancestor in above)

    def mentions(self, text: str, year: int | None = None) -> Iterator[Mention]:
        """Names of regions in `text` from left to right, the longest at each place, never overlapping."""
        names, automaton = self._automaton
        for index, start, end in automaton.find_matches_as_indexes(_UNSEARCHABLE.sub(" ", text)):
            candidates = self.named(names[index], year)
            if candidates:
                yield Mention(start, end, tuple(candidates))

    @cached_property
    def _automaton(self):  # type: ignore[no-untyped-def]  # ahocorasick_rs has no types
        from ahocorasick_rs import AhoCorasick, MatchKind

        names = list(self._names)
        return names, AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def _valid(region: Region, year: int | None) -> bool:
    if year is None:
        return region.valid_to is None
    return region.valid_from <= year and (region.valid_to is None or year <= region.valid_to)


def _in_year(regions: Iterable[Region], year: int | None) -> list[Region]:
    """Those valid in the year, else those of the year before or after, one of each code.

    A report on the year in which a district was made or given up may name either. Without a year those that
    still exist come first; a name that no present region bears is looked for in the past.
    """
    held = list(regions)
    for years in ((year,), (year - 1, year + 1)) if year is not None else ((None,),):
        valid = [region for region in held if any(_valid(region, one) for one in years)]
        if valid:
            return list({region.code: region for region in valid}.values())
    return list({region.code: region for region in held}.values()) if year is None else []


def _read(path: Path, invented: bool) -> list[Region]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        return [
            Region(
                code,
                name,
                cast(Level, level),
                parent or None,
                int(since),
                int(until) if until else None,
                invented and code.startswith(INVENTED_PREFIX),
            )
            for code, name, level, parent, since, until in rows
        ]


@cache
def load_regions(extra: Path | None = None) -> RegionTable:
    """The region table: `regions.csv`, the invented regions of the samples where these are at hand, `extra`.

    `extra` has the columns of `regions.csv`. Raises OSError where it is missing, ValueError where a row is
    not of that form.
    """
    regions = _read(_REGIONS, invented=False)
    for path in (_SAMPLES if _SAMPLES.exists() else None, extra):
        if path is not None:
            regions += _read(path, invented=True)
    return RegionTable(regions)
