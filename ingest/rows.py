"""One document of the archive → the rows of all tables that its batch holds of it, and their Parquet files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.archive import Archive
from ingest.extraction import Extraction, extract_document, extractor_version, too_much_work
from ingest.model import DocumentRejected, Figure, Refused, Reject, Section
from ingest.readers.joined import missing_parts
from ingest.reports.copies import text_hash
from ingest.reports.recognition import check_report
from ingest.reports.sections import find_section
from ingest.reports.tokens import CutText, cut_text
from ingest.statement_columns import statement_row, statement_schema
from ingest.work_limit import TooMuchWork, work_limit

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("documents", "sections", "figures", "terms", "sentences", "tokens", "rejects")

_MOST_REFUSED = 100
"""Numerals of one document that are told one by one."""

_LARGEST_VALUE = 10**22
"""What `decimal(28, 6)` holds. No government counts so far: a larger number is a damaged text."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Item:
    """One document to extract: its hash in the archive and where it was first fetched from."""

    sha256: str
    address: str
    charset: str | None = None
    """As the server declared it then; often wrong, so the bytes go before it."""


def rows_of(items: Sequence[Item], archive: Archive) -> Rows:
    """The rows of all documents, by table."""
    rows: Rows = {table: [] for table in TABLES}
    for item in items:
        for table, part in _extract_one(item, archive).items():
            rows[table] += part
    rows["tokens"].sort(key=lambda row: (row["token"], row["sha256"]))  # who looks one up reads a small part
    return rows


def _extract_one(item: Item, archive: Archive) -> Rows:
    try:
        data = archive.read(item.sha256)
    except OSError as error:
        message = (
            f"{item.address}: the archive cannot give its bytes ({error.strerror or error}). `fazhi archive verify` "
            "lists what is lost; provide or fetch the document again, then `fazhi refresh --full` reads it."
        )
        return {"rejects": [_reject(item, Reject("read", "bytes_lost", message))]}
    try:
        with work_limit():
            extraction = extract_document(data, item.address, declared_charset=item.charset)
            check_report(extraction.document, extraction.head)
            return _rows(item, extraction)
    except DocumentRejected as rejected:
        return {"rejects": [_reject(item, rejected.reject)]}
    except TooMuchWork as error:
        return {"rejects": [_reject(item, too_much_work(error).reject)]}
    except Exception as error:  # one bad document never stops the others: it becomes a row with its reason
        message = (
            f"{item.address}: reading stopped with {type(error).__name__}: {error}. "
            "This is a fault of fazhi; the document stays in the archive and is read again by the next version."
        )
        return {"rejects": [_reject(item, Reject("read", "crashed", message))]}


def _rows(item: Item, extraction: Extraction) -> Rows:
    document, head = extraction.document, extraction.head
    rows: Rows = {table: [] for table in TABLES}
    rows["documents"].append(
        {
            "sha256": item.sha256,
            "media_type": document.media_type,
            "charset": document.charset,
            "title": head.title,
            "issuer": head.issuer,
            "region_code": head.region_code,
            "region_name": head.region_name,
            "level": head.level,
            "report_year": head.report_year,
            "published_on": head.published_on,
            "document_number": head.document_number,
            "index_number": head.index_number,
            "head_sources": list(head.sources.items()),
            "head_notes": list(head.notes.items()),
            "text_hash": text_hash(document.text),
            "text": document.text,
            "extractor_version": extractor_version(),
        }
    )
    rows["rejects"] += [_reject(item, missing) for missing in missing_parts(document)]
    for section in extraction.sections:
        rows["sections"].append(_section_row(item, section))
    for figure in extraction.figures:
        if abs(figure.value) >= _LARGEST_VALUE:
            message = f"{item.address}: the number {figure.raw[:60]} at {figure.start} is too large to be plausible."
            rows["rejects"].append(_reject(item, Reject("figures", "value_too_large", message)))
        else:
            rows["figures"].append(_figure_row(item, figure, find_section(extraction.sections, figure.start)))
    rows["rejects"] += [_reject(item, reject) for reject in _refused(item, extraction.refused)]
    return rows | _word_rows(item.sha256, cut_text(document.text))


def _refused(item: Item, numerals: list[Refused]) -> Iterator[Reject]:
    for numeral in numerals[:_MOST_REFUSED]:
        message = (
            f"{item.address}: “{numeral.raw[:60]}” at {numeral.start} is not a number that can be read with certainty, "
            "so no part of it is a figure; look at the page."
        )
        yield Reject("figures", "numeral_unreadable", message)
    if len(numerals) > _MOST_REFUSED:
        message = f"{item.address}: {len(numerals) - _MOST_REFUSED} more numerals cannot be read with certainty."
        yield Reject("figures", "numeral_unreadable", message)


def _word_rows(sha256: str, cut: CutText) -> Rows:
    return {
        "terms": [{"sha256": sha256, "term": term, "occurrences": n} for term, n in sorted(cut.terms.items())],
        "sentences": [
            {"sha256": sha256, "ordinal": at} | sentence._asdict() for at, sentence in enumerate(cut.sentences)
        ],
        "tokens": [{"token": token, "sha256": sha256, "sentences": said} for token, said in cut.tokens.items()],
    }


def _section_row(item: Item, section: Section) -> dict[str, Any]:
    parent = None if section.parent is None else _section_id(item.sha256, section.parent)
    return {
        "section_id": _section_id(item.sha256, section.ordinal),
        "sha256": item.sha256,
        "ordinal": section.ordinal,
        "parent_section_id": parent,
        "rank": section.rank,
        "heading": section.heading,
        "domain": section.domain,
        "is_plan": section.is_plan,
        "start": section.start,
        "end": section.end,
    }


def _figure_row(item: Item, figure: Figure, section: Section) -> dict[str, Any]:
    place = f"{item.sha256}:{figure.start}:{figure.end}"
    return {
        "figure_id": hashlib.sha256(place.encode()).hexdigest()[:16],
        "sha256": item.sha256,
        "section_id": _section_id(item.sha256, section.ordinal),
        "sentence_start": figure.sentence_start,
        "sentence_end": figure.sentence_end,
        "start": figure.start,
        "end": figure.end,
        "raw": figure.raw,
        "value": figure.value,
        "precision": figure.precision,
        "unit": figure.unit,
        "bound": figure.bound,
        "measure": figure.measure,
        "scope": figure.scope,
        "indicator_code": figure.indicator_code,
        "year": figure.year,
        "rules": list(figure.rules),
        "extractor_version": extractor_version(),
        **statement_row(figure),
    }


def _section_id(sha256: str, ordinal: int) -> str:
    return f"{sha256[:16]}-{ordinal:03d}"


def _reject(item: Item, reject: Reject) -> dict[str, Any]:
    return {"sha256": item.sha256, "stage": reject.stage, "reason": reject.reason, "message": reject.message}


def write_rows(rows: Rows, folder: Path) -> None:
    """Writes one Parquet file a table into the folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for table, schema in _schemas().items():
        pq.write_table(pa.Table.from_pylist(rows[table], schema=schema), folder / f"{table}.parquet")


def _schemas() -> dict[str, pa.Schema]:
    import pyarrow as pa

    text, whole, yes, number = pa.string(), pa.int32(), pa.bool_(), pa.decimal128(28, 6)
    words = ["media_type", "charset", "title", "issuer", "region_code", "region_name", "level"]
    return {
        "documents": pa.schema(
            {"sha256": text}
            | dict.fromkeys(words, text)
            | {"report_year": whole, "published_on": pa.date32()}
            | dict.fromkeys(["document_number", "index_number"], text)
            | dict.fromkeys(["head_sources", "head_notes"], pa.map_(text, text))
            | dict.fromkeys(["text_hash", "text", "extractor_version"], text)
        ),
        "sections": pa.schema(
            {"section_id": text, "sha256": text, "ordinal": whole, "parent_section_id": text, "rank": whole}
            | {"heading": text, "domain": text, "is_plan": yes, "start": whole, "end": whole}
        ),
        "figures": pa.schema(
            dict.fromkeys(["figure_id", "sha256", "section_id"], text)
            | dict.fromkeys(["sentence_start", "sentence_end", "start", "end"], whole)
            | {"raw": text, "value": number, "precision": number}
            | dict.fromkeys(["unit", "bound", "measure", "scope", "indicator_code"], text)
            | {"year": whole, "rules": pa.list_(text), "extractor_version": text}
            | statement_schema()
        ),
        "terms": pa.schema({"sha256": text, "term": text, "occurrences": whole}),
        "sentences": pa.schema({"sha256": text} | dict.fromkeys(["ordinal", "start", "end", "words"], whole)),
        "tokens": pa.schema({"token": text, "sha256": text, "sentences": pa.list_(whole)}),
        "rejects": pa.schema(dict.fromkeys(["sha256", "stage", "reason", "message"], text)),
    }
