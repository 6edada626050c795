"""The form in which the words around figures are read: simplified, with full-width punctuation."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ingest.indicators.catalogue import CatalogueError
from ingest.publishers.script import simplified

_PUNCTUATION = tuple(zip(",;:!?()", "，；：！？（）", strict=True))
_HALF_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff）”》% ]\.)(?![0-9])")
VARIANTS = Path(__file__).with_name("variants.txt")


@cache
def _variants() -> tuple[dict[int, str], re.Pattern[str]]:
    """Traditional characters that `simplified` leaves, with their simplified ones, and what finds one."""
    table: dict[int, str] = {}
    for number, line in enumerate(VARIANTS.read_text(encoding="utf-8").splitlines(), start=1):
        if len(line) != 2:
            raise CatalogueError(f"{VARIANTS.name}:{number}: a line is one traditional and one simplified character")
        table[ord(line[0])] = line[1]
    return table, re.compile(f"[{''.join(map(chr, table))}]")


def plain(text: str) -> str:
    """`text` in simplified characters, half-width digits and full-width punctuation.

    Of the same length, so offsets keep. A half-width stop counts as one where no digit follows it.
    """
    text = simplified(text)
    table, finder = _variants()
    if finder.search(text):
        text = text.translate(table)
    for half, full in _PUNCTUATION:
        if half in text:
            text = text.replace(half, full)
    return _HALF_STOP.sub("。", text) if "." in text else text
