"""One document's bytes → its report: text, head, sections and figures with indicators."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.figures import find_figures
from ingest.model import DocumentRejected, Figure, ReadDocument, Refused, ReportHead, Section
from ingest.publishers.regions import RegionTable, load_regions
from ingest.readers import read_document
from ingest.readers.parts import read_by
from ingest.readers.rejection import unreadable
from ingest.reports.head import read_head
from ingest.reports.sections import split_sections
from ingest.reports.titles import is_report_title
from ingest.reports.told_years import is_on_five_years, year_told
from ingest.reports.years import year_of_body, year_of_title
from ingest.statements import assign_indicators
from ingest.work_limit import TooMuchWork, work_limit

_ROOMS = ("readers", "reports", "publishers", "figures", "indicators", "statements")
_WHERE_TO_FETCH = frozenset(
    [
        *("publishers.csv", "known_addresses.csv", "site_systems.tsv"),
        *("government_sites.csv", "sites.py", "systems.py"),
        *("catalogue.py", "checking.py", "selectors.py", "addresses.py"),
    ]
)
"""Files of `publishers/` that say where reports are published: they change no reading of one."""


_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?= ?年(?!鉴))")
# A page of January to April (2023年2月16日) mostly tells of the year before.
_EARLY = re.compile(r"(?:19|20)[0-9]{2} ?年 ?0?[1-4] ?月")
# 局长会议召开（2025年1月）: the day of the page, not its subject.
_DATED = re.compile(r"[（(]((?:19|20)[0-9]{2}) ?年 ?[0-9]{1,2} ?月(?:[0-9]{1,2} ?日)?[)）]\s*$")
# 年鉴2004, 年鉴（2018卷）, 2022年鉴
_YEARBOOK = re.compile(r"年鉴[》」]?[·\s]*[（(]?((?:19|20)[0-9]{2})(?![0-9]| ?年)|((?:19|20)[0-9]{2})(?=年鉴)")
_OF_ITS_DATE = re.compile(r"今年|本年|目前")


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
    cannot be read as text or would take too much work (`too_much_work`). Whether the text is a report at all is not
    judged here but by `ingest.reports.recognition.check_report`.
    """
    try:
        with work_limit():
            return _extracted(read_document(data, name, declared_charset), name, regions)
    except TooMuchWork as error:
        raise too_much_work(error) from error


def too_much_work(error: TooMuchWork) -> DocumentRejected:
    """The exception for a text that would cost more than one document may."""
    if error.memory:
        message = (
            f"Extracting its figures took more than {error.memory / 10**9:g} GB of memory and was stopped. Save the "
            "report alone and import that."
        )
    else:
        message = (
            f"Extracting its figures took more than {error.seconds:g} s of CPU time and was stopped. Save the report "
            "alone and import that."
        )
    return unreadable("too_much_work", message)


def _extracted(document: ReadDocument, name: str, regions: RegionTable | None) -> Extraction:
    head = read_head(document, name, regions or load_regions())
    sections = split_sections(document.text)
    year = year_of(document.text, head)
    refused: list[Refused] = []
    figures = find_figures(document.text, year, sections, refused)
    return Extraction(document, head, sections, assign_indicators(document.text, figures, sections, year), refused)


def year_of(text: str, head: ReportHead) -> int | None:
    """The year that a text speaks of: its head's, else the last that its first line names; None without one.

    A yearbook is of the year before the one in its name: `年鉴2004·司法行政（2003年）` speaks of 2003. A page whose
    title ends with its date is of the year before where it names that year, never the date's own nor what there is now.
    A page without a report's title is of the last year that it tells of.
    """
    if head.notes.get("report_year", "").startswith("title_says:"):
        return head.report_year
    title, _, body = text.lstrip().partition("\n")
    title = title[:80]
    years = _YEAR.findall(title)
    if match := _YEARBOOK.search(title):
        return int(years[-1]) if years else year_of_body(body) or int(match[1] or match[2]) - 1
    if not years:
        return _year_without_title(title, body, head)
    if (match := _DATED.search(title)) and years == [match[1]] and _tells_of_year_before(body, int(match[1])):
        return int(match[1]) - 1
    guessed = head.sources.get("report_year", "").startswith("text:") and str(head.report_year) not in years
    if head.report_year is None or (guessed and not _EARLY.search(title)):
        # 2023年工作总结及2024年工作思路 is on the first of its years.
        return year_of_title(title) or int(years[-1])
    return head.report_year


def _year_without_title(title: str, body: str, head: ReportHead) -> int | None:
    """A report that says no year has none; a page of another kind is of the last of which it tells."""
    if head.report_year is None:
        is_report = head.title is not None and is_report_title(head.title) and not is_on_five_years(title)
        return None if is_report else year_told(title, body)
    guessed = head.title is None and head.sources["report_year"].startswith("text:")
    return (year_told(title, body) if guessed else None) or head.report_year


def _tells_of_year_before(body: str, year: int) -> bool:
    named = set(_YEAR.findall(body))
    return str(year - 1) in named and str(year) not in named and not _OF_ITS_DATE.search(body)


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
