"""What sites answered when they were asked for robots.txt, kept for the processes that come after: `robots.jsonl`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.state_files import append_line, known_fields, read_records, write_whole

_LOST = "That robots.txt is asked for again; remove the line."
_DIRECTIVE = re.compile(r"\s*[a-z][a-z -]{2,15}\s*:", re.I)
"""How a line with a rule begins, `User-agent: *`; what else is there, such as a page in HTML, is not kept."""
_GROWN = 2
"""The file is written anew once it has so many times the answers that are still used."""


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """One answer of one site."""

    site: str
    """Scheme, host and port."""
    read_at: str
    """ISO 8601."""
    rules: str = ""
    """Nothing where the site has no robots.txt."""
    closed: str | None = None
    """Why it could not be read, in a few words; None where the site answered."""

    def age(self, now: datetime) -> timedelta:
        """How long ago that was; negative where a clock was wrong."""
        return now - datetime.fromisoformat(self.read_at)


def rules_in(data: bytes) -> str:
    """The lines of a robots.txt that can hold rules."""
    text = data.decode("utf-8-sig", "replace")
    return "\n".join(line.strip() for line in text.splitlines() if _DIRECTIVE.match(line))


class RobotsFile:
    """The last answer of each site, in a file; without one, for as long as the process lives."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._last: dict[str, KeptRobots] = {}

    def keep_in(self, path: Path, now: datetime, most: timedelta) -> None:
        """Takes up what other processes left in `path`, but for answers older than `most`, and adds to it from now on.

        Raises `OSError` where the file cannot be read or written.
        """
        self._path = path
        records = list(read_records(path, _kept, _LOST))
        self._last |= {one.site: one for one in records if timedelta() <= one.age(now) <= most}
        if len(records) > _GROWN * len(self._last):
            write_whole(path, "".join(map(_line, self._last.values())).encode())

    def get(self, site: str) -> KeptRobots | None:
        """The last answer of a site."""
        return self._last.get(site)

    def record(self, kept: KeptRobots) -> None:
        """Adds an answer; it is synced at once."""
        self._last[kept.site] = kept
        if self._path:
            append_line(self._path, _line(kept))


def _line(kept: KeptRobots) -> str:
    return json.dumps(asdict(kept), ensure_ascii=False) + "\n"


def _kept(record: dict[str, Any]) -> KeptRobots:
    kept = KeptRobots(**known_fields(KeptRobots, record))
    datetime.fromisoformat(kept.read_at).astimezone()
    return kept
