"""Pictures within a line: where one stands beside a digit, it may be a digit itself, and the number is not read."""

from __future__ import annotations

import re

PICTURE = "\ufffc"
"""Stands for a picture, a drawing, a formula or a sign of a font of symbols (the object replacement character)."""
_DIGITS = "0123456789０１２３４５６７８９"
_CHINESE = "零〇一二三四五六七八九十百千万亿"
_PICTURES = re.compile(f" *{PICTURE}[ {PICTURE}]*")


def beside_digits(text: str, *, first: bool = False) -> str:
    """The text of a line with those pictures that stand beside a digit, and without the others.

    One before the first word of a line, as a bullet does, is left out as well, but with `first`.
    """
    return _PICTURES.sub(lambda found: _kept(found, first), text) if PICTURE in text else text


def _kept(found: re.Match[str], first: bool) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if before in _CHINESE and before and after and after in _CHINESE:
        return PICTURE
    beside = (before and before in _DIGITS) or (after and after in _DIGITS and (before or first))
    return PICTURE if beside else found[0].replace(PICTURE, "")
