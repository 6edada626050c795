"""Organs: what kind of body a name names, and where one name ends and the next begins."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal, cast

from ingest.reports.patterns import read_patterns

Kind = Literal["government", "party", "township", "department", "ministry", "nation"]

_HERE = Path(__file__).parent
_PARTY = re.compile(r"^(中共|中国共产党)")
_JOINT = re.compile(
    r"^(?P<party>(?:中共|中国共产党)[^\s、,，;；]{2,24}?(?:委员会|[省市区县州盟旗地]委|工委|党委))[\s、,，;；和]*"
    r"(?P<rest>[\u4e00-\u9fff]{2,30}(?:人民政府|行政公署|行署|管理委员会|管委会))$"
)
_SEPARATOR = re.compile(r"[\s、,，;；]+")
_ORGAN_LINE = re.compile(
    r"^[\u4e00-\u9fff·\s]{2,40}(人民政府|行政公署|行署|委员会|管委会|办事处|办公室|办公厅|[局厅署院]|[省市区县州盟旗]委|部)$"
)


@cache
def _kinds() -> list[tuple[Kind, re.Pattern[str]]]:
    return [(cast(Kind, kind), pattern) for (kind,), pattern in read_patterns("organs.tsv")]


@cache
def ministries() -> frozenset[str]:
    """Names of the ministries and administrations of the State Council, long and short."""
    return frozenset((_HERE / "ministries.txt").read_text(encoding="utf-8").split())


def split_issuers(names: str) -> list[str]:
    """Several issuers named in one breath, with or without a separator: `中共A市委A市人民政府` → two."""
    whole = names.strip(" 　\xa0:：")
    joint = _JOINT.match(whole)
    if joint:
        return [joint["party"], joint["rest"]]
    return [part for part in _SEPARATOR.split(whole) if part]


def kind_of(tail: str, whole: str) -> Kind | None:
    """The kind of an organ, from what stands behind the name of its region (`tail`); None where the words name
    no organ. An empty tail is the government: a region's name stands for it."""
    bare = _PARTY.sub("", whole)
    if bare.removeprefix("中华人民共和国") in ministries():
        return "ministry"
    if bare in ("国务院", "中华人民共和国国务院"):
        return "nation"
    return next((kind for kind, pattern in _kinds() if pattern.search(tail)), None)


def is_organ(line: str) -> bool:
    """Whether a line holds the name of an organ and nothing else, as signatures and title pages do."""
    return bool(_ORGAN_LINE.match(line.strip())) and len(line.strip()) >= 4
