"""Bytes as they came, content-addressed, with a record of what every fetch brought."""

from ingest.archive.records import Fetch, Source
from ingest.archive.store import Archive, Damage

__all__ = ["Archive", "Damage", "Fetch", "Source"]
