"""Which region a name, a title or a body speaks of."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from ingest.model import Region
from ingest.publishers.names import stem
from ingest.publishers.regions import Mention, RegionTable
from ingest.reports.lines import text_source
from ingest.reports.organs import kind_of

_PUBLISHERS = Path(__file__).parents[1] / "publishers"
_BEFORE_REGION = re.compile(r"^(中共|中国共产党|中华人民共和国(?=.))")
_BRANCH = re.compile(r"([\u4e00-\u9fff]{2,5}?)(?:分局|分中心|分院|支局)$")
_OPENING = re.compile(r"(?:^|[\n。：:])\s*(?:19|20)\d\d\s*年(?:度|以来|来)?\s*[,，、]?\s*$")
_OPENING_LENGTH = 600
_LEAST_BODY_MENTIONS = 3


class Place(NamedTuple):
    """The regions that a name may mean (one where it is certain), and what stands behind the region's name."""

    candidates: tuple[Region, ...]
    tail: str


class Hint(NamedTuple):
    """A region that is known for certain, and where it is named."""

    region: Region
    source: str


NOWHERE = Place((), "")


@cache
def _common_nouns() -> frozenset[str]:
    return frozenset((_PUBLISHERS / "region_common_nouns.txt").read_text(encoding="utf-8").split())


@cache
def _hosts() -> list[tuple[str, str]]:
    with (_PUBLISHERS / "host_regions.csv").open(encoding="utf-8", newline="") as stream:
        return [(row["host"], row["code"]) for row in csv.DictReader(stream)]


def _usable(mentions: Iterable[Mention], text: str) -> Iterable[Mention]:
    """Mentions without the nation, and without words such as 城区 that are names only behind their city's."""
    end = 0
    for mention in mentions:
        regions = tuple(region for region in mention.candidates if region.level != "nation")
        common = text[mention.start : mention.end] in _common_nouns()
        if regions and (not common or mention.start == end):
            yield Mention(mention.start, mention.end, regions)
            end = mention.end


def place_of(name: str, regions: RegionTable, year: int | None) -> Place:
    """The region at the head of a name of an organ or of a title's subject, the deepest that is named.

    `A市B区司法局` → B区 in A市 and `司法局`; `A市公安局B区分局` → B区 and `公安局B区分局`.
    """
    name = _BEFORE_REGION.sub("", name.strip())
    current: tuple[Region, ...] = ()
    tail_from = 0
    for mention in _usable(regions.mentions(name, year), name):
        if not current:
            current = mention.candidates
        else:
            inside = tuple(r for r in mention.candidates if any(regions.lies_in(r, above, year) for above in current))
            if not inside:
                continue
            current = inside
        if mention.start == tail_from:
            tail_from = mention.end
    if not current:
        return _by_stem(name, regions, year)
    branch = _BRANCH.search(name)
    if branch:
        current = _branch(branch[1], current, regions, year) or current
    return Place(current, name[tail_from:])


def _by_stem(name: str, regions: RegionTable, year: int | None) -> Place:
    """`A东疆保税区管委会`: a region without its 省, 市 or 县 that a name opens with. A county's short name may be
    any word: it counts only where an organ or a zone is named behind it."""
    for length in (4, 3, 2):
        found = tuple(regions.stemmed(name[:length], year)) if len(name) >= length else ()
        tail = name[length:]
        wide = tuple(region for region in found if region.level in ("province", "prefecture"))
        provinces = tuple(region for region in wide if region.level == "province")
        if len(provinces or wide) == 1:  # 海南 alone is the province; its namesake is always 海南州.
            return Place(provinces or wide, tail)
        if len(found) == 1 and tail and kind_of(tail, name) == "department":
            return Place(found, tail)
    return Place((), name)


def _branch(words: str, above: tuple[Region, ...], regions: RegionTable, year: int | None) -> tuple[Region, ...]:
    """`生态环境局凤凰分局`: the county of that short name within the region named before."""
    for start in range(len(words) - 1):
        inside = [
            region
            for region in regions.stemmed(words[start:], year)
            if any(regions.lies_in(region, one, year) for one in above)
        ]
        if len(inside) == 1:
            return (inside[0],)
    return ()


def region_of_host(address: str, regions: RegionTable) -> Region | None:
    """The province or city whose own site the address belongs to; other hosts say too little."""
    host = (urlsplit(address).hostname or "").lower() if "//" in address else ""
    code = next((code for suffix, code in _hosts() if host == suffix or host.endswith("." + suffix)), None)
    return regions.by_code(code) if code else None


def choose(
    candidates: tuple[Region, ...], hints: list[Hint], text: str, regions: RegionTable, year: int | None
) -> tuple[Region | None, str]:
    """The one candidate that a hint or the text's mention of its city or province bears out, and where that
    stands; None where several or none are left."""
    if len(candidates) <= 1:
        return (candidates[0] if candidates else None), ""
    for hint in hints:
        fitting = [r for r in candidates if r.code == hint.region.code or regions.lies_in(r, hint.region, year)]
        if len(fitting) == 1:
            return fitting[0], hint.source
    for level in (slice(0, 1), slice(1, 2)):
        above = {one: [up.name for up in regions.ancestors(one, year)[level]] for one in candidates}
        named = _only_named(above, text)
        if named:
            return named
    stems = {one: [stem(up.name) for up in regions.ancestors(one, year)] for one in candidates}
    return _only_named(stems, text) or (None, "")


def _only_named(above: dict[Region, list[str]], text: str) -> tuple[Region, str] | None:
    """The one candidate of which a name above it stands in the text, and where."""
    named = [(one, name) for one, names in above.items() for name in names if name in text]
    if len({one for one, _ in named}) != 1:
        return None
    one, name = named[0]
    return one, text_source(text.index(name), text.index(name) + len(name))


def place_of_body(text: str, regions: RegionTable, year: int | None) -> tuple[Place, str]:
    """The region that a body speaks of, and where: the subject of a sentence that opens with the year (`2023年,A县…`),
    else one named at least three times and twice as often as any other that is not above or below it."""
    counted: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for mention in _usable(regions.mentions(text, year), text):
        if mention.start < _OPENING_LENGTH and _OPENING.search(text, 0, mention.start):
            place = place_of(text[mention.start : mention.start + 30], regions, year)
            return place, text_source(mention.start, mention.end)
        name = text[mention.start : mention.end]
        counted[name] += 1
        first.setdefault(name, mention)
    if not counted:
        return NOWHERE, ""
    (name, times), *others = counted.most_common()
    related = {region.name for one in first[name].candidates for region in regions.ancestors(one, year)}
    rivals = [count for other, count in others if other not in related]
    if times < _LEAST_BODY_MENTIONS or (rivals and times < 2 * rivals[0]):
        return NOWHERE, ""
    return Place(first[name].candidates, ""), text_source(first[name].start, first[name].end)
