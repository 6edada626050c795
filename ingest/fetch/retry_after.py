"""The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 366 * 24 * 3600.0
"""Seconds. More than a year is a slip, not a wish."""


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from `now` (UTC), at least 0 and at most `LONGEST`; None where nothing readable was said."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST)
