"""The form in which the words around figures are read: simplified, with full-width punctuation."""

from __future__ import annotations

import re

from ingest.publishers.script import simplified

_PUNCTUATION = tuple(zip(",;:!?()", "，；：！？（）", strict=True))
_HALF_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff）”》% ]\.)(?![0-9])")


def plain(text: str) -> str:
    """`text` in simplified characters, half-width digits and full-width punctuation.

    Of the same length, so offsets keep. A half-width stop counts as one where no digit follows it.
    """
    text = simplified(text)
    for half, full in _PUNCTUATION:
        if half in text:
            text = text.replace(half, full)
    return _HALF_STOP.sub("。", text) if "." in text else text
