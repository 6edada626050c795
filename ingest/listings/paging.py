"""The pages on which a listing in HTML goes on, told by its links and by the arguments of its pager's call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from ingest.listings.rows import references
from ingest.publishers.addresses import normalise

MOST_PAGES = 200
"""Further pages of one listing. Longer ones are a site's whole news, which is listed newest first."""
_ON = re.compile(r"^\W*(?:下一?[页頁]|后一页|下页|下一頁|next(?:\s*page)?|往后|更早)\W*$|^(?:>|›|»|>>|＞|→)$", re.I)
_NUMBER = re.compile(r"^\W*第?\s*(\d{1,4})\s*[页頁]?\W*$")
_CALL = re.compile(r"(?<![\w.])(?:create|make|show|set|get)_?pag(?:e|er|ing|ination)\w*\s*\(([^()]{3,300})\)", re.I)
_ARGUMENT = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(-?\d+)|([A-Za-z_$][\w$.]*))\s*(?:,|$)""")
_VARIABLE = re.compile(r"""(?<![\w.])(?:var|let|const)?\s*([A-Za-z_$][\w$]*)\s*=\s*["']?(\d{1,6})["']?\s*[;,\n/]""")
_COUNTS = ("countPage", "pageCount", "totalPage", "totalPages", "pageNum")
_EXTENSION = re.compile(r"\.?(?:[scjx]?html?|jsp|php|aspx?|do)")


def next_pages(trees: list[LexborHTMLParser], address: str, base: str) -> list[str]:
    """Addresses of further pages, nearest first, without the page itself; at most MOST_PAGES."""
    found: dict[str, None] = {}
    for tree in trees:
        for one in (*_linked(tree, address, base), *_called(tree, address)):
            if one != address and len(found) < MOST_PAGES:
                found[one] = None
    return list(found)


def _linked(tree: LexborHTMLParser, address: str, base: str) -> Iterator[str]:
    """Where `下一页`, `rel=next`, numbers of pages and the choices of a pager lead."""
    for node in tree.css("a, link[rel=next], option[value], [onclick]"):
        text = node.text().strip()
        is_next = (node.attributes.get("rel") or "").lower() == "next" or bool(_ON.match(text))
        if len(text) > 20 or not (is_next or _NUMBER.match(text)):  # no pager's button is longer
            continue
        for reference in references(node.attributes):
            found = normalise(reference, base)
            if found and (is_next or _differs_by_number(found, address)):
                yield found


def _differs_by_number(found: str, address: str) -> bool:
    """Whether two addresses are pages of one listing: `…/index.html` and `…/index_2.html`, `?page=1` and `?page=2`."""
    return _shape(found) == _shape(address)


def _shape(address: str) -> str:
    bare, _, query = address.partition("?")
    folder, _, name = bare.rpartition("/")
    kept = [part for part in query.split("&") if part and not re.match(r"(?i)(?:\w*page\w*|p|pn|start|offset)=", part)]
    stem = re.sub(r"[-_]?\d+(?=\.|$)", "", name) or "index.html"
    stem = re.sub(r"^(?:index|default)\.\w+$", "index", stem)
    return f"{folder}/{'' if stem.startswith('.') else stem}?{'&'.join(sorted(kept))}"


def _called(tree: LexborHTMLParser, address: str) -> Iterator[str]:
    """Pages that a script would name: `createPageHTML(12, 0, "index", "html")` and its like.

    The first two numbers are how many pages there are and which this one is. Where the first page is 0, the
    others are `index_1` to `index_11`; where it is 1, they are `index_2` to `index_12`.
    """
    for script in tree.css("script"):
        text = script.text()
        if "age" not in text:
            continue
        variables = dict(_VARIABLE.findall(text + "\n"))
        calls = [_arguments(match[1], variables) for match in _CALL.finditer(text)]
        for numbers, strings in [*calls, _counted(variables)]:
            names = _name_and_extension(strings)
            if len(numbers) >= 2 and names:  # how many, and which
                yield from _numbered(address, numbers[0], numbers[1], *names)
                break


def _arguments(written: str, variables: dict[str, str]) -> tuple[list[int], list[str]]:
    numbers, strings = [], []
    for double, single, digits, variable in _ARGUMENT.findall(written):
        number = digits or variables.get(variable, "")
        if number:
            numbers.append(int(number))
        elif double or single:
            strings.append(double or single)
    return numbers, strings


def _counted(variables: dict[str, str]) -> tuple[list[int], list[str]]:
    """Older pages count in variables and write the links in a loop."""
    count = next((variables[name] for name in _COUNTS if name in variables), None)
    current = variables.get("currentPage")
    return ([int(count), int(current)], ["index", "html"]) if count and current else ([], [])


def _name_and_extension(strings: list[str]) -> tuple[str, str] | None:
    """(`index`, `html`) among the strings of a call; the id of the pager's element may stand before them."""
    for name, extension in pairwise(strings):
        if _EXTENSION.fullmatch(extension) and re.fullmatch(r"[\w./-]+", name):
            return name, extension.lstrip(".")
    return None


def _numbered(address: str, count: int, current: int, name: str, extension: str) -> Iterator[str]:
    here = re.search(rf"{re.escape(name)}_(\d+)\.", address)
    first = current + 1 if here or current in (0, 1) else 1
    last = count - 1 if here or current == 0 else count
    for number in range(first, min(last, first + MOST_PAGES) + 1):
        found = normalise(f"{name}_{number}.{extension}", address)
        if found:
            yield found
