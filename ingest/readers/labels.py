"""The labels with which a page says what an article is: `发布时间: …`, `索 引 号 …`, `文号: …`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_GAP = r"[\s\u3000\xa0]*"
_STAMPED = frozenset({"source", "author"})
"""Fields whose value is a name; a day behind it is that of publication, printed without a label."""
_STAMP = re.compile(r"\s(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*$")
_DAYS = frozenset({"published", "updated", "dated", "made"})
"""Fields whose value is a day."""
_LONGEST_LINE = 300
"""Characters. Prose may say 时间 or 来源; lines of labels are short."""


_LONGEST_LABELS = 160
"""Characters of a line that holds nothing but labels and their values."""


class Labelled(NamedTuple):
    """One label with its value, as printed; `field` groups the labels that mean the same."""

    field: str
    value: str
    line: int


@cache
def _fields() -> dict[str, str]:
    with Path(__file__).with_name("page_labels.csv").open(encoding="utf-8", newline="") as stream:
        return {row["label"]: row["field"] for row in csv.DictReader(stream)}


@cache
def _pattern() -> re.Pattern[str]:
    """A label at the start of a line or after a separator, followed by a colon, a table bar or white space; or, at the
    start of a line, by the day or the number that it announces, where only the page's style sets them apart.

    Labels may have their characters set apart (`索 引 号`, `标      题`).
    """
    labels = sorted(_fields(), key=len, reverse=True)
    spaced = "|".join(_GAP.join(label) for label in labels)
    days, numbers = (
        "|".join(_GAP.join(label) for label in labels if _fields()[label] in fields) for fields in (_DAYS, {"number"})
    )
    return re.compile(
        rf"(?:(?:^|(?<=[\s|•·【\[(（/\xa0\u3000]))(?P<bare>{spaced})(?:{_GAP}[:：|]|(?=[\s\xa0\u3000]|$))"
        rf"|(?P<tight>{spaced}){_GAP}[:：]"
        rf"|^{_GAP}(?P<day>{days})(?=(?:19|20)\d\d\s?[-/.年])"
        rf"|^{_GAP}(?P<number>{numbers})(?=[\u4e00-\u9fff]{{1,14}}〔(?:19|20)\d\d〕))"
    )


def _trimmed(value: str) -> str:
    return value.strip(" \t\xa0\u3000|•·/【】[]:：,，;；")


def labels_in_line(line: str) -> Iterator[tuple[str, str]]:
    """(field, value) of every label in one line; the value may be empty."""
    if len(line) > _LONGEST_LINE:
        return
    found = list(_pattern().finditer(line))
    ends = [match.start() for match in found[1:]] + [len(line)]
    for match, end in zip(found, ends, strict=False):
        label = re.sub(r"[\s\xa0\u3000]", "", next(filter(None, match.groups())))
        value = line[match.end() : end]
        stamp = _STAMP.search(value) if _fields()[label] in _STAMPED else None
        if stamp:
            yield "dated", stamp[0].strip()
            value = value[: stamp.start()]
        yield _fields()[label], _trimmed(value)


def read_labels(lines: Iterable[str]) -> list[Labelled]:
    """Every label of the lines with its value, in order; an empty value is looked for on the next line.

    A line of prose that begins with a word such as 时间 may be among them: who uses a value checks its form.
    """
    found: list[Labelled] = []
    waiting: str | None = None
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        labels = list(labels_in_line(line))
        if not labels and waiting and len(line) <= _LONGEST_LINE:
            found.append(Labelled(waiting, _trimmed(line), number))
        waiting = None
        for field, value in labels:
            if value:
                found.append(Labelled(field, value, number))
            waiting = None if value else field
    return found


def is_label_line(line: str) -> bool:
    """Whether the line says when, where from or under which number an article came, and nothing else."""
    if len(line) > _LONGEST_LABELS or "。" in line:
        return False
    fields = [field for field, value in labels_in_line(line) if value]
    return bool(fields) and fields != ["title"]
