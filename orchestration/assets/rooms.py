"""What every asset says of itself in the catalogue: its room, who looks after it, and its name in Chinese."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import dagster as dg

_HERE = Path(__file__).parent
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def with_room(spec: dg.AssetSpec) -> dg.AssetSpec:
    """The asset with the owner and the room of its group as tags, and a description that begins in Chinese.

    A description that begins in Chinese already is left as it is. Raises KeyError for a group that no room has.
    """
    room = _rooms()[spec.group_name or ""]
    return spec.replace_attributes(
        owners=[room["owner"]],
        tags={**spec.tags, "room": room["room"]},
        description=described(spec.key, spec.description or ""),
    )


def described(key: dg.AssetKey, english: str) -> str:
    """The English description behind the Chinese name, where `names_zh.csv` has one."""
    chinese = _names().get("/".join(key.path))
    if chinese is None or _CHINESE.match(english):
        return english
    return f"{chinese}。 {english}"


@cache
def _rooms() -> dict[str, dict[str, str]]:
    with (_HERE / "rooms.csv").open(encoding="utf-8", newline="") as file:
        return {row["group"]: row for row in csv.DictReader(file)}


@cache
def _names() -> dict[str, str]:
    with (_HERE / "names_zh.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["zh"] for row in csv.DictReader(file)}
