"""Who publishes, as one chooses them: names that stand for one publisher alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.parts.session import ask

if TYPE_CHECKING:
    import pandas as pd


def publisher_names() -> dict[str, str]:
    """publisher_key → the name to choose it by; empty where the file has no reports, or is too old."""
    found = ask("publishers")
    return told_apart(found.frame) if found else {}


def told_apart(frame: pd.DataFrame) -> dict[str, str]:
    """publisher_key → name: its region, with the province and then the key where another one is called so, too."""
    rows = frame.to_dict("records")
    names = {str(row["publisher_key"]): _text(row["region_name"]) or _text(row["issuer"]) for row in rows}
    provinces = {str(row["publisher_key"]): _text(row["province_name"]) for row in rows}
    for added in (provinces, {key: key for key in names}):
        twice = _said_twice(names)
        names = {
            key: f"{name}（{added[key]}）" if name in twice and added[key] and added[key] != name else name or key
            for key, name in names.items()
        }
    return names


def _said_twice(names: dict[str, str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names.values() if name in seen or seen.add(name)}  # type: ignore[func-returns-value]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
