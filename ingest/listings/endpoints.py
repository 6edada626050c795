"""Listings in JSON or JSONP, as endpoints behind such sites answer: objects with a title, an address and a day."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from yarl import URL

from ingest.listings.choosing import choose
from ingest.listings.days import day_of_value
from ingest.listings.links import Entry, Listing, ListingUnreadable, require_bearable
from ingest.listings.pages import read_page
from ingest.listings.rows import title_without_tags
from ingest.publishers.catalogue import Publisher
from ingest.publishers.selectors import json_steps

_JSONP = re.compile(r"(?:/\*.*?\*/\s*)?(?:(?:(?:var|let|const)\s+)?[\w$.]+\s*=|[\w$.]+\s*\()", re.S)
"""What stands before the JSON in JSONP and in scripts."""
_PAGE_WITHIN = re.compile(r'(?<="pageNo":)\d+')
_NAME_PARTS = re.compile(r"[_\-\s]")
_DEEPEST = 40
Values = Mapping[str, object]


@cache
def _names(part: str) -> tuple[str, ...]:
    """Names of fields that hold this part of an entry, the surest first, in lower case and without `_`."""
    with Path(__file__).with_name("json_fields.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(row["name"] for row in csv.DictReader(stream) if row["part"] == part)


def read_endpoint(text: str, publisher: Publisher, address: str) -> Listing:
    """The reports that an endpoint lists. `link_selector` is the path to the array: `data.rows[*]`.

    The next page is this address with its page's number one higher, as long as there are entries and the answer
    does not say that this was the last. Raises ListingUnreadable where the text is no JSON.
    """
    answer = _parsed(text, address)
    within = _at(answer, json_steps(publisher.link_selector)) if publisher.link_selector else [answer]
    objects = [one for part in within for one in _objects(part)]
    entries = [entry for one in objects if (entry := _entry(one)) is not None]
    if not entries:
        markup = "\n".join(one for part in within for one in _strings(part) if "<a " in one)
        if markup:
            page = read_page(markup, replace(publisher, link_selector=None), address)
            more = _next(answer, address) if page.seen else None
            return replace(page, next_pages=(*page.next_pages, *([more] if more else [])))
    require_bearable(len(entries), address)
    links, columns = choose(entries, publisher, address)
    following = [*([one for one in [_next(answer, address)] if one] if entries else []), *columns]
    return Listing(tuple(links), tuple(following), len(entries))


def _parsed(text: str, address: str) -> object:
    bare = text.lstrip("\ufeff \t\r\n")
    wrapped = _JSONP.match(bare) if not bare.startswith(("{", "[")) else None
    try:
        return json.loads(bare[wrapped.end() :].rstrip("); \t\r\n") if wrapped else bare, strict=False)
    except (ValueError, RecursionError) as error:
        opening = " ".join(bare[:40].split())
        raise ListingUnreadable(
            f"{address} answers with {opening!r}…, which is not JSON ({error}). Look at the address in a browser and "
            "correct listing or listing_kind."
        ) from error


def _at(value: object, steps: tuple[str, ...]) -> list[object]:
    """What stands at the path; arrays on the way are gone through."""
    found = [value]
    for step in steps:
        flat = [inner for one in found for inner in (one if isinstance(one, list) else [one])]
        found = [one[step] for one in flat if isinstance(one, dict) and step in one]
    return found


def _objects(value: object, depth: int = 0) -> Iterator[Values]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in _objects(value):
        yield from (inner for inner in one.values() if isinstance(inner, str))


def _entry(one: Values) -> Entry | None:
    """An object as an entry where it has a title and an address."""
    values = _folded(one)
    title = next((str(values[name]) for name in _names("title") if isinstance(values.get(name), str)), "")
    reference = next((str(values[name]) for name in _names("address") if _is_reference(values.get(name))), "")
    if not title or not reference:
        return None
    days = (day_of_value(values[name]) for name in _names("date") if name in values)
    return Entry(
        html.unescape(reference), title_without_tags(html.unescape(title)), next((day for day in days if day), None)
    )


def _folded(one: Values) -> dict[str, object]:
    return {_NAME_PARTS.sub("", name).lower(): value for name, value in one.items()}


def _is_reference(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _next(answer: object, address: str) -> str | None:
    """The address of the next page, where the address has the number of this one in its query: `page=2`, or
    `paramJson={"pageNo":2,"pageSize":50}`."""
    for name, written in parse_qsl(URL(address).query_string):
        is_number = written.isdecimal() and _folded({name: 0}).keys() & _pages()
        number = re.search(r"\d+", written) if is_number else _PAGE_WITHIN.search(written)
        if number:
            current, last = int(number[0]), _last_page(answer)
            following = f"{written[: number.start()]}{current + 1}{written[number.end() :]}"
            return None if last is not None and current >= last else str(URL(address).update_query({name: following}))
    return None


def _pages() -> set[str]:
    return set(_names("page"))


def _last_page(answer: object) -> int | None:
    for one in _objects(answer):
        values = _folded(one)
        for name in _names("count"):
            value = values.get(name)
            if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
                return int(value)
    return None
