"""Who issues a report: as its title says, else as it is signed, else as a label says."""

from __future__ import annotations

import re

from ingest.publishers.regions import RegionTable
from ingest.readers.labels import Labelled
from ingest.reports.lines import Found, Line, text_source
from ingest.reports.locate import place_of
from ingest.reports.organs import is_organ, kind_of, split_issuers
from ingest.reports.titles import subject_of_title

_AREA = re.compile("(镇|乡|街道|区|园|新城|林场)$")
_DATE_AT_END = re.compile(r"\s*(?:19|20|二)[\d〇○零一二三四五六七八九]{2,3}\s*年.{1,8}日\s*$")
_BLANKS = re.compile(r"[\s\u3000\xa0\u2000-\u200a]+")
_PRINTER = re.compile(r"印发\s*$|^\s*抄送")
"""The office that printed and sent a document stands below who issued it."""
_SIGNATURE_LINES = 12
_SIGNATURE_REACH = 1500


def find_issuers(
    title: Found[str | None],
    labels: list[Labelled],
    lines: list[Line],
    text: str,
    regions: RegionTable,
    year: int | None,
) -> Found[list[str]]:
    """The issuers that the title names, else those who signed, else those that a label names; note `not_named`."""
    subject = ""
    if title.value:
        named, subject = subject_of_title(title.value)
        for words in (named, subject):
            organs = _named_organs(words, regions, year)
            if organs:
                return Found(organs, title.source)
    signed = signature(text, regions, year)
    if signed.value and _may_issue(signed.value, subject, "signature", regions, year):
        return signed
    for field in ("issuer", "publisher"):
        for label in labels:
            organs = _named_organs(label.value, regions, year)
            if label.field == field and organs and _may_issue(organs, subject, field, regions, year):
                return Found(organs, lines[label.line].source)
    return Found([], note="not_named")


def signature(text: str, regions: RegionTable, year: int | None) -> Found[list[str]]:
    """The organs that stand on lines of their own at the end of the text."""
    found: list[str] = []
    places: list[tuple[int, int]] = []
    last = _last_lines(text)
    for number, (start, line) in enumerate(last):
        if _PRINTER.search(line) or (number + 1 < len(last) and _PRINTER.search(last[number + 1][1])):
            continue
        words = _DATE_AT_END.sub("", line.strip())
        bare = _BLANKS.sub("", words)
        if not is_organ(bare) or not place_of(bare, regions, year).candidates:
            continue
        found += [one for one in split_issuers(bare) if one not in found]
        begin = start + len(line) - len(line.lstrip())
        places.append((begin, begin + len(words)))
    return Found(found, text_source(places[0][0], places[-1][1])) if places else Found(found)


def _last_lines(text: str) -> list[tuple[int, str]]:
    """(offset, line) of the last lines that are not blank."""
    at = max(len(text) - _SIGNATURE_REACH, 0)
    found = []
    for line in text[at:].split("\n"):
        if line.strip():
            found.append((at, line))
        at += len(line) + 1
    return found[-_SIGNATURE_LINES:]


def _named_organs(words: str, regions: RegionTable, year: int | None) -> list[str]:
    """The organs that the words name, each once: not the areas that they govern, and no government without a name
    (`县委`) unless it stands beside one that has it (`中共A县委、县政府`)."""
    found = [(one, place_of(one, regions, year)) for one in dict.fromkeys(split_issuers(words))]
    kinds = {one: kind_of(place.tail, one) for one, place in found if place.tail and not _AREA.search(place.tail)}
    organs = [one for one, _ in found if kinds.get(one)]
    named = any(place.candidates or kinds.get(one) not in ("government", "party", None) for one, place in found)
    return organs if named else []


def _may_issue(organs: list[str], subject: str, field: str, regions: RegionTable, year: int | None) -> bool:
    """A justice bureau that puts the government's report on its page is the publisher, not the issuer: where the
    title is about a whole region, only a government or committee counts."""
    about = place_of(subject, regions, year)
    if field == "issuer" or not about.candidates or about.tail:
        return True
    kinds = {kind_of(place_of(one, regions, year).tail, one) for one in organs}
    return kinds <= {"government", "party"}
