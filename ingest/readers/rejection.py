"""How a reader says that it cannot read."""

from __future__ import annotations

from ingest.model import DocumentRejected, Reject

POSTPONED = "postponed"
"""The reason of a document that could not be read for a cause outside it: it is read again."""


def unreadable(reason: str, message: str) -> DocumentRejected:
    """The exception for a document that no reader can turn into text; `reason` is a stable code."""
    return DocumentRejected(Reject(stage="read", reason=reason, message=message))
