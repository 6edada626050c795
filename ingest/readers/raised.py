"""Marks above the line: footnote marks are no part of a number, `m²` is no metre and a two."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"\s*(?:[\[［【〔(（]?\s*(?:注\s*)?(?:\d{1,3}(?:\s*[-,，、~–]\s*\d{1,3})*|[a-z])\s*[\]］】〕)）]?|[*＊†‡§※①-⑳]{1,3}|注)\s*"
)
"""`2`, `[3]`, `（注1）`, `1,2`, `*`, `①`."""
_UNIT = re.compile(r"[mM米里]\s*$")
_POWER = re.compile(r"[×xX*·]\s*10\s*$")
_LOWERED_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED_DIGITS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def raised(text: str, before: str) -> str | None:
    """What stands above the line, as text of the line; `before` is what it stands behind.

    `` for the mark of a note, `²` behind a unit of length, `⁸` behind `×10`; None where it is text like any other.
    """
    bare = text.strip()
    if bare in ("2", "3") and _UNIT.search(before):
        return bare.translate(_RAISED_DIGITS)
    if _POWER.search(before) and re.fullmatch(r"-?\d{1,3}", bare):
        return bare.translate(_RAISED_DIGITS)
    return "" if bare and _MARK.fullmatch(text) else None


def lowered(text: str, behind: str) -> str | None:
    """`₂` for the digit of a formula with a number behind it, as in CO₂1200吨; None where it is text like any other."""
    bare = text.strip()
    is_formula = bare.isascii() and bare.isdigit() and behind[:1].isdigit()
    return bare.translate(_LOWERED_DIGITS) if is_formula else None
