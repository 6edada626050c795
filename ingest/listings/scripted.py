"""Lists that scripts draw: where each known content management system keeps what its script would ask for.

No script is run; the rules of `script_lists.tsv` find in a page the address that the script would ask.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from yarl import URL

from ingest.publishers.addresses import normalise

MOST_PAGES = 100
"""Further pages that a pager's arguments may name."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PAIR = re.compile(r"""['"](\w+)['"]\s*:\s*['"]([^'"]*)['"]""")


class _Rule(NamedTuple):
    page: re.Pattern[str]
    needs: re.Pattern[str]
    leads_to: str


@cache
def _rules() -> tuple[_Rule, ...]:
    with Path(__file__).with_name("script_lists.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_Rule(re.compile(row["page"], re.I), re.compile(row["needs"]), row["leads_to"]) for row in rows)


def scripted_pages(markup: str, address: str) -> list[str]:
    """Addresses at which a page's list goes on, or stands, in the order of the rules; empty where none applies."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), markup)
    found = (one for rule in _rules() for one in _led_to(rule, text, address))
    return [one for one in dict.fromkeys(found) if one and one != address]


def _led_to(rule: _Rule, text: str, address: str) -> Iterator[str | None]:
    needed = rule.needs.search(text)
    if needed is None:
        return
    for match in rule.page.finditer(text):
        values = {name: html.unescape(value or "") for name, value in (match.groupdict() | needed.groupdict()).items()}
        values["query"] = urlencode(_PAIR.findall(values.get("query") or values.get("query_") or ""))
        pages = values.get("pages")
        for number in range(2, min(int(pages), MOST_PAGES) + 1) if pages else (None,):
            written = rule.leads_to.format(**values | {"pages": number})
            if written.startswith("+"):
                yield str(URL(address).update_query(written[1:]))
            else:
                yield normalise(written, address)
