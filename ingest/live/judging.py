"""How the archive's doubts are answered: formats as the readers tell them, reports as they are recognised."""

from __future__ import annotations

from ingest.archive.plausibility import Plausibility
from ingest.model import DocumentRejected
from ingest.publishers.regions import load_regions
from ingest.readers import read_document
from ingest.readers.formats import detect_format
from ingest.readers.joined import parts_in
from ingest.reports.head import read_head
from ingest.reports.recognition import check_report


def plausibility_of_reports() -> Plausibility:
    """Judges whether changed bytes are still the report of before."""
    return Plausibility(format_of, why_no_report)


def format_of(data: bytes) -> str:
    """The format of a document; of one that lies at several addresses that of its page."""
    parts = parts_in(data)
    return detect_format(parts[0].data if parts else data)


def why_no_report(data: bytes, address: str, declared_charset: str | None) -> str | None:
    """A sentence on why these bytes are no report, by the rules by which they are read later; None where they are."""
    try:
        document = read_document(data, address, declared_charset)
        check_report(document, read_head(document, address, load_regions()))
    except DocumentRejected as rejected:
        return rejected.reject.message
    except Exception as error:  # what cannot be judged replaces nothing
        return f"reading it stopped with {type(error).__name__}: {error}"
    return None
