"""One document's bytes → its report: text, head, sections and figures with indicators."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.figures import find_figures
from ingest.model import Figure, ReadDocument, Refused, ReportHead, Section
from ingest.publishers.regions import RegionTable, load_regions
from ingest.readers import read_document
from ingest.readers.parts import read_by
from ingest.reports.head import read_head
from ingest.reports.sections import split_sections
from ingest.statements import assign_indicators

_ROOMS = ("readers", "reports", "publishers", "figures", "indicators", "statements")
_WHERE_TO_FETCH = frozenset(
    [
        *("publishers.csv", "known_addresses.csv", "site_systems.tsv"),
        *("catalogue.py", "checking.py", "selectors.py", "addresses.py"),
    ]
)
"""Files of `publishers/` that say where reports are published: they change no reading of one."""


_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?= ?年)")
# A page of January to April (2023年2月16日) mostly tells of the year before.
_EARLY = re.compile(r"(?:19|20)[0-9]{2} ?年 ?0?[1-4] ?月")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document holds. All offsets index `document.text`."""

    document: ReadDocument
    head: ReportHead
    sections: list[Section]
    figures: list[Figure]
    """In reading order."""
    refused: list[Refused]
    """Numerals that could not be read whole, in reading order."""


def extract_document(
    data: bytes, name: str, regions: RegionTable | None = None, declared_charset: str | None = None
) -> Extraction:
    """Reads the bytes published at `name` (an address or a path).

    `declared_charset` is what the server said, if anything. Raises `ingest.model.DocumentRejected` where they
    cannot be read as text. Whether the text is a report at all is not judged here but by
    `ingest.reports.recognition.check_report`.
    """
    document = read_document(data, name, declared_charset)
    head = read_head(document, name, regions or load_regions())
    sections = split_sections(document.text)
    year = year_of(document.text, head)
    refused: list[Refused] = []
    figures = find_figures(document.text, year, sections, refused)
    return Extraction(document, head, sections, assign_indicators(document.text, figures, sections, year), refused)


def year_of(text: str, head: ReportHead) -> int | None:
    """The year that a text speaks of: its head's, else the last that its first line names; None without one.

    A yearbook is of the year before the one in its name: `年鉴2004·司法行政（2003年）` speaks of 2003.
    """
    if head.notes.get("report_year", "").startswith("title_says:"):
        return head.report_year
    title = text.lstrip().split("\n", 1)[0][:80]
    years = _YEAR.findall(title)
    if not years:
        return head.report_year
    guessed = head.sources.get("report_year", "").startswith("text:") and str(head.report_year) not in years
    if head.report_year is None or "年鉴" in title or (guessed and not _EARLY.search(title)):
        return int(years[-1])
    return head.report_year


@cache
def extractor_version() -> str:
    """A hash over all that decides what is extracted: code, data files, and which readers are installed."""
    here = Path(__file__).parent
    files = [here / name for name in ("extraction.py", "model.py", "rows.py", "statement_columns.py")]
    for room in _ROOMS:
        files += [path for path in (here / room).rglob("*") if _decides(path)]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(here)).encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update("\n".join(read_by()).encode())
    return digest.hexdigest()[:12]


def _decides(path: Path) -> bool:
    generates = path.name.startswith("generate_")
    return path.is_file() and "__pycache__" not in path.parts and not generates and path.name not in _WHERE_TO_FETCH
