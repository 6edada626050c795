"""Every word of the page in Chinese and English, from `texts.csv`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LANGUAGES = {"zh": "中文", "en": "English"}
_HERE = Path(__file__).parent


@cache
def texts() -> dict[str, dict[str, str]]:
    """Key → language → text; `{names}` in a text are filled in by who says it."""
    with (_HERE / "texts.csv").open(encoding="utf-8", newline="") as rows:
        return {row["key"]: {language: row[language] for language in LANGUAGES} for row in csv.DictReader(rows)}


@cache
def domains() -> dict[str, dict[str, str]]:
    """Code of a domain → its names (`zh`, `en`), its pale `background` and its strong `line`, as CSS colours."""
    with (_HERE / "domains.csv").open(encoding="utf-8", newline="") as rows:
        return {row["domain"]: row for row in csv.DictReader(rows)}


def said(language: str, key: str, **filled: object) -> str:
    """The text of `key`. Raises `KeyError` for a key that is not in the table."""
    return texts()[key][language].format(**filled)


def term(language: str, kind: str, code: object) -> str:
    """What a code of the warehouse means (`bound`, `measure`, …); the code itself where the table lacks it."""
    known = texts().get(f"{kind}.{code}")
    return known[language] if known else str(code)


def domain_name(language: str, domain: object) -> str:
    """A domain's name; the code itself for one that the table lacks."""
    known = domains().get(str(domain))
    return known[language] if known else str(domain)
