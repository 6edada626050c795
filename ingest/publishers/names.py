"""The other ways in which the name of a region is written, taken from its full name."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_KINDS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", *"省市区县盟旗")


@cache
def _ethnic() -> re.Pattern[str]:
    """One or several names of peoples that stand at the end of an autonomous unit's own name."""
    listed = (_HERE / "ethnic_groups.txt").read_text(encoding="utf-8").split()
    return re.compile("(?:" + "|".join(sorted(listed, key=len, reverse=True)) + ")+$")


@cache
def listed_aliases() -> dict[str, tuple[str, ...]]:
    """Full name → forms that no rule gives (`巴州`)."""
    found: dict[str, tuple[str, ...]] = {}
    with (_HERE / "region_aliases.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["name"]] = (*found.get(row["name"], ()), row["alias"])
    return found


def stem(name: str) -> str:
    """The name without its kind and peoples: `罗源县` → `罗源`, `湘西土家族苗族自治州` → `湘西`.

    A name of which fewer than two characters would be left keeps its kind: `夏县` → `夏县`.
    """
    for kind in (
        "特别行政区",
        "自治区",
        "自治州",
        "自治县",
        "自治旗",
        "地区",
        "林区",
        "省",
        "市",
        "区",
        "县",
        "盟",
        "旗",
    ):
        if name.endswith(kind):
            own = name.removesuffix(kind)
            bare = _ethnic().sub("", own) if kind.startswith("自治") else own
            chosen = bare if len(bare) >= 2 else own
            return chosen if len(chosen) >= 2 else name
    return name


def written_forms(name: str) -> set[str]:
    """Unmistakable forms of a full name: the name, what aliases are listed, `X州`, `X自治州` and the like."""
    forms = {name, *listed_aliases().get(name, ())}
    for kind in ("自治州", "自治县", "自治旗"):
        if name.endswith(kind):
            short = stem(name)
            forms |= {short + kind, short + kind[-1]}
    if name.endswith("自治区"):
        forms |= {stem(name) + "自治区"}
    return {form for form in forms if len(form) >= 2}
