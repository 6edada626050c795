"""The records that packages of `ingest` pass to each other.

Offsets everywhere are Unicode code points in `ReadDocument.text`, the end exclusive.
`text[figure.start:figure.end] == figure.raw` holds for every figure.

What there are many of in a text (sections, sentences, figures) are named tuples: they are made in a quarter of the
time that a frozen dataclass takes. `_replace` gives a changed one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Bound = Literal["exact", "at_least", "at_most", "about"]
Measure = Literal["level", "change", "point_change", "share"]
Scope = Literal["total", "part"]
Whose = Literal["own", "part", "other", "plan"]
Level = Literal["nation", "province", "prefecture", "county", "township", "department", "ministry"]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a reader made of the bytes of one document."""

    text: str
    """Main text, one block (paragraph, heading, table row) a line."""
    media_type: str
    """`text/html` or `text/plain`."""
    charset: str
    """The charset that the bytes were decoded with, e.g. `utf-8`, `gb18030`."""
    meta: dict[str, str] = field(default_factory=dict)
    """What the page says about itself outside its main text: `title`, `ArticleTitle`, `PubDate`, …"""


@dataclass(frozen=True, slots=True)
class Region:
    """One row of `publishers/regions.csv` (GB/T 2260): a code, with the name that it had in some years."""

    code: str
    name: str
    level: Level
    parent_code: str | None
    valid_from: int
    valid_to: int | None
    invented: bool = False
    """True for the regions of the bundled samples, which do not exist."""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a report says about itself. What it does not say is None."""

    title: str | None = None
    issuer: str | None = None
    """Issuing body; several (party and government jointly) are joined by `;`."""
    region_code: str | None = None
    region_name: str | None = None
    level: Level | None = None
    report_year: int | None = None
    published_on: date | None = None
    document_number: str | None = None
    index_number: str | None = None
    sources: dict[str, str] = field(default_factory=dict)
    """Where each part was found, by its name: `text:12-40` (offsets in the text), `page:…` (a line printed above the
    article), `meta:…` (a declaration of the page). `region_told_apart_by` says what told same-named regions apart."""
    notes: dict[str, str] = field(default_factory=dict)
    """Why a part is missing (`not_printed`, `several:…`) or what is doubtful about it, by its name."""


class Section(NamedTuple):
    """A heading and what stands below it, up to the next heading of the same or a higher rank."""

    ordinal: int
    """Position among the sections of the document, from 0."""
    rank: int
    """1 for `一、`, 2 for `(一)`, 3 for `1.`, 4 for `一是`; 0 for the text before the first heading."""
    heading: str
    parent: int | None
    """`ordinal` of the section that holds this one."""
    domain: str | None
    """One of the twelve domains of the indicator catalogue, where the heading says so."""
    is_plan: bool
    """True for the part on the coming year: its figures are of the year after the report's."""
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence: never reaches over a line break; ends after 。！？ and the like."""

    start: int
    end: int


class Figure(NamedTuple):
    """One printed figure: a cardinal quantity with a measure word or a percent sign."""

    start: int
    end: int
    raw: str
    value: Decimal
    """With every multiplier applied; a decrease is negative."""
    precision: Decimal
    """Half of the last printed digit's place: `17.92万` is 179200 ± 50."""
    unit: str
    bound: Bound
    measure: Measure
    scope: Scope
    year: int | None
    """The year that the figure speaks of; None where neither text nor report says."""
    sentence_start: int
    sentence_end: int
    rules: tuple[str, ...] = ()
    """Ids of the rules that decided, in the order in which they fired."""
    indicator_code: str | None = None
    """The indicator that the figure is, for the reporting body's whole and for `year`."""
    object: str | None = None
    """Head noun of what is counted, as printed: `行政复议申请`, `执法证`."""
    deed: str | None = None
    """What was done with it, as printed: `收到`, `审结`, `持有`."""
    whose: Whose | None = None
    """`own`: of the reporting body's whole; `part`: of a part of it; `other`: of another body; `plan`: intended."""
    part: str | None = None
    """What makes the figure a part: `kind`, `subset`, `place`, `organ`, `period`, `channel`, `list` …; else None."""
    period_start: date | None = None
    """First day of the period that the figure speaks of; None where the text does not say when it began."""
    period_end: date | None = None
    """Last day of that period."""
    base_year: str | None = None
    """Of a change: the year compared with (`2022`), or `prev_period` (`环比`)."""
    definition: str | None = None
    """Which of the definitions that offices use within one code: `new`, `accepted`, `direct` …"""
    confidence: float | None = None
    """Estimated probability, 0 to 1, that `proposed_code` is right; None without a proposed code."""
    proposed_code: str | None = None
    """The code that the pattern proposes, kept where `confidence` is too low for `indicator_code`."""
    target_code: str | None = None
    """Of a plan: the indicator that the figure promises."""
    evidence: tuple[tuple[str, int, int], ...] = ()
    """(slot, start, end): the words of the text that each slot was read from."""


class Refused(NamedTuple):
    """A numeral with a measure word that could not be read whole, so that no part of it is read."""

    start: int
    end: int
    raw: str


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing that was not taken, and why."""

    stage: Literal["fetch", "read", "report", "figures", "load"]
    reason: str
    """A stable code such as `empty`, `not_a_report`, `charset_unknown`."""
    message: str
    """One sentence: what, where, why, and what to do."""


class DocumentRejected(Exception):
    """Raised by a reader or the head of a report; carries the reject that stands for the document."""

    def __init__(self, reject: Reject) -> None:
        super().__init__(reject.message)
        self.reject = reject
