"""The day that stands beside a link, in the ways in which listings print it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from ingest.reports.dates import read_date

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had no summer time since 1991."""
_MONTH = r"(?P<m>1[0-2]|0?[1-9])"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])"
_SPLIT = (
    # a calendar leaf: the day in large figures, year and month in small ones below or above it
    re.compile(rf"(?<![\d-]){_DAY}\s*日?\s+(?P<y>20\d\d)\s?[-/.年]\s?{_MONTH}(?![-/.\d])"),
    re.compile(rf"(?<!\d)(?P<y>20\d\d)\s?[-/.年]\s?{_MONTH}\s?月?\s+{_DAY}(?!\d)"),
    re.compile(rf"(?<![\d-]){_MONTH}\s?[-/.月]\s?{_DAY}\s?日?\s+(?P<y>20\d\d)(?![-/.\d年])"),
    re.compile(rf"(?<!\d)(?P<y>20\d\d)(?:\s+|\s*年\s*){_MONTH}\s?[-/.月]\s?{_DAY}(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)"),
)
_SECONDS, _MILLISECONDS = 10, 13
_YEARS_OF_THE_WEB = range(1990, 2100)


def day_of_row(*texts: str) -> date | None:
    """The first day that one of the texts of a row prints with its year."""
    for text in (" ".join(one.split()) for one in texts):
        found = read_date(text) or _split_day(text)
        if found:
            return found
    return None


def _split_day(text: str) -> date | None:
    for pattern in _SPLIT:
        for match in pattern.finditer(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
    return None


def day_of_value(value: object) -> date | None:
    """The day of a field in JSON or XML: printed, ISO 8601, RFC 822, or seconds or milliseconds since 1970.

    Points in time are read in China's time: `2024-03-27T17:00:00Z` is the 28th there. What systems write where no
    time was ever set (the year 1, 1970, 9999) is none.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    written = str(value).strip()
    if written.isdecimal() and len(written) in (_SECONDS, _MILLISECONDS):
        day: date | None = datetime.fromtimestamp(int(written[:_SECONDS]), UTC).astimezone(CHINA).date()
    else:
        day = _point_in_time(written) or day_of_row(written)
    return day if day and day.year in _YEARS_OF_THE_WEB else None


def _point_in_time(written: str) -> date | None:
    from email.utils import parsedate_to_datetime

    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(written)
            return moment.astimezone(CHINA).date() if moment.tzinfo else moment.date()
        except (ValueError, TypeError, IndexError, OverflowError):  # the first and the last year leave the calendar
            continue
    return None
