"""What every asset says of itself in the catalogue: its package, its owner, and its name in Chinese."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import dagster as dg

_HERE = Path(__file__).parent
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def with_group(spec: dg.AssetSpec) -> dg.AssetSpec:
    """The asset with the owner of its group, its package as a tag, and a description that begins in Chinese.

    A description that begins in Chinese already is left as it is. Raises KeyError for a group that `groups.csv` lacks.
    """
    group = _groups()[spec.group_name or ""]
    return spec.replace_attributes(
        owners=[group["owner"]],
        tags={**spec.tags, "package": group["package"]},
        description=described(spec.key, spec.description or ""),
    )


def described(key: dg.AssetKey, english: str) -> str:
    """The English description behind the Chinese name, where `names_zh.csv` has one."""
    chinese = _names().get("/".join(key.path))
    if chinese is None or _CHINESE.match(english):
        return english
    return f"{chinese}。 {english}"


@cache
def _groups() -> dict[str, dict[str, str]]:
    with (_HERE / "groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["group"]: row for row in csv.DictReader(file)}


@cache
def _names() -> dict[str, str]:
    with (_HERE / "names_zh.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["zh"] for row in csv.DictReader(file)}
