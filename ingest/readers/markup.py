"""What markup means for reading: kinds of tags, and white space."""

from __future__ import annotations

import csv
import re
from pathlib import Path


def _tags(role: str) -> frozenset[str]:
    with Path(__file__).with_name("html_tags.csv").open(encoding="utf-8", newline="") as stream:
        return frozenset(row["tag"] for row in csv.DictReader(stream) if row["role"] == role)


SKIPPED, CONTAINERS, INLINE = _tags("skipped"), _tags("container"), _tags("inline")
"""Tags whose content is no text of the page, that hold blocks, and that stand within a line."""
PICTURES = frozenset({"img", "svg", "canvas", "picture", "object", "embed"})
_BLANK = re.compile(r"[ \t\r\n\f\v\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")
_UNCLEAN = re.compile("[^\\S ]|  |[\u200b-\u200f\u2060\ufeff\xad]")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…0-9]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")


def clean(text: str) -> str:
    """One line: no-break, full-width and other spaces made plain, runs of them one, none at the ends.

    A line break of the source between two Chinese characters or digits is the editor's, not the author's.
    """
    if not _UNCLEAN.search(text):
        return text.strip()
    text = _WRAPPED.sub("", text)
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()
