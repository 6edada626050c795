"""Bytes as they came, content-addressed, with a record of every fetch that brought news."""

from ingest.archive.store import Archive, Fetch, Source

__all__ = ["Archive", "Fetch", "Source"]
