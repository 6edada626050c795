"""Dates as pages print them: `2024-01-09 16:09`, `2024年1月9日`, `2024/1/9`, `2024- 03- 14`, `25.02.2016`."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?(?:[-/.－]\s?(?P<m>\d{1,2})\s?[-/.－]\s?(?P<d>\d{1,2})(?!\d)|年\s?(?P<m2>\d{1,2})\s?月\s?(?P<d2>\d{1,2})\s?[日号])"
    r"|(?<![\d.])(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>(?:19|20)\d\d)(?!\d)"
)
_COMPACT = re.compile(r"^(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\d{6})?$")
_WITH_TIME = re.compile(r"\s*T?\s*\d{1,2}\s?[:：时]\s?\d{2}")

_AFTER_NAME = re.compile(r"[\u4e00-\u9fff]{2,30}[\s|•]+(?=\d)")
_CLOCK = re.compile("今天|现在|当前|星期|农历|周[一二三四五六日]")
_BRACKETED = re.compile(
    r"\s*[\[【]\s*((?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?)[^\]】\d]{0,3}(?:\d\d[:：]\d\d\S{0,3})?\s*[\]】]"
)


def read_date(text: str) -> date | None:
    """The first date in the text that the calendar knows; None where there is none."""
    compact = _COMPACT.match(text.strip())
    for match in [compact] if compact else _DATE.finditer(text):
        parts = {name: value for name, value in match.groupdict().items() if value}
        year, month, day = (int(next(v for k, v in parts.items() if k[0] == key)) for key in "ymd")
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def is_time_stamp(line: str) -> date | None:
    """The date of a line that opens with a date and a time of day (`2024-03-07 09:30 来源…`), or has them behind the
    name of who published it. A widget that tells the time of looking says 今天 or the day of the week."""
    bare = line.strip(" \t\u3000\xa0•|")
    match = _DATE.search(bare) if _AFTER_NAME.match(bare) else _DATE.match(bare)
    if match is None or len(bare) > 120 or _CLOCK.search(bare) or not _WITH_TIME.match(bare, match.end()):
        return None
    return read_date(match[0])


def bracketed_date(line: str) -> date | None:
    """The date in brackets with which a line opens: `[2024-03-07] A县…`, `【2024-03-07】`."""
    match = _BRACKETED.match(line)
    return read_date(match[1]) if match else None
