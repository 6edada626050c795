"""What an HTML page shows of its text: struck and hidden elements are left out, raised marks are no digits."""

from __future__ import annotations

import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.markup import CONTAINERS
from ingest.readers.raised import raised

_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:^|[;\s])(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.I,
)
_NO_HEIGHT = re.compile(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)", re.I)
_CUTS_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.I)
_STRIKES = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.I)
_RAISES = re.compile(r"vertical-align\s*:\s*super", re.I)
_LIFTS = re.compile(r"vertical-align\s*:\s*[1-9]|position\s*:\s*relative\s*;[^{}]*\btop\s*:\s*-", re.I)
"""Raises a mark where the same style makes it smaller; programs also place whole lines so."""
_STYLED = ", ".join(
    f'[style*="{word}" i]' for word in ("none", "hidden", "font-size", "opacity", "line-through", ":-", ": -")
)
_UNSEEN = f"s, del, strike, [hidden], dialog:not([open]), {_STYLED}"
_RAISED = 'sup, sub, [style*="vertical-align" i], [style*="relative" i], a[href*="#"]'
_CELLS = frozenset({"tr", "td", "th", "tbody"})
_SIMPLE = re.compile(r"^[a-z0-9]*[.#][\w-]{1,60}$|^(?:s|del|strike)$", re.I)
_MOST_RULES = 200
_NOTE = re.compile(r"#.{0,20}?(?:ftn|fn|note|cite|ref|zhu|注|脚)", re.I)
_NOTE_MARK = re.compile(r"\s*[\[［【〔(（]?\s*\d{1,3}\s*[\]］】〕)）]?\s*")
_DIGIT_LAST = re.compile(r"\d\s*$")


class Shown:
    """Of one page, by `mem_id`: what it does not show, and what raised marks are to be read as."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.unseen: set[int] = set()
        """Struck or hidden text, rows and cells."""
        self.hidden: set[int] = set()
        """Hidden containers, which are for their content to judge: one may be the article, shown by a script."""
        self.raised: dict[int, str] = {}
        """Marks above the line: the text in their place, mostly none."""
        for node in tree.css(_UNSEEN):
            self._hide(node, strikes=node.tag in ("s", "del", "strike"))
        hide, strike, lift = _rules(tree)
        for node in tree.css(hide) if hide else ():
            self._veil(node)
        self.unseen.update(node.mem_id for node in (tree.css(strike) if strike else ()))
        lifted = {node.mem_id: node for node in (tree.css(lift) if lift else ())}
        for node in [*tree.css(_RAISED), *lifted.values()]:
            if (instead := _raised(node, lifted=node.mem_id in lifted)) is not None:
                self.raised[node.mem_id] = instead

    def is_left_out(self, node: LexborNode) -> bool:
        """Whether nothing of an element is read."""
        return node.mem_id in self.unseen

    def _hide(self, node: LexborNode, *, strikes: bool) -> None:
        style = node.attributes.get("style") or ""
        if strikes or _STRIKES.search(style):
            self.unseen.add(node.mem_id)
        elif "hidden" in node.attributes or node.tag == "dialog" or _hides(style):
            self._veil(node)

    def _veil(self, node: LexborNode) -> None:
        is_piece = node.tag not in CONTAINERS or node.tag in _CELLS
        (self.unseen if is_piece else self.hidden).add(node.mem_id)


def _hides(style: str) -> bool:
    return bool(_HIDES.search(style) or (_NO_HEIGHT.search(style) and _CUTS_OFF.search(style)))


def _rules(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Selectors of what the page's own style sheets hide, strike out and raise, of one class or id each.

    Rules within others, as in `@media print { .menu { display: none } }`, hold for another medium or width.
    """
    kinds: list[tuple[Callable[[str], object], list[str]]] = [(_hides, []), (_STRIKES.search, []), (_RAISES.search, [])]
    for sheet in tree.css("style"):
        depth = 0
        for block in (sheet.text() or "").split("}"):
            opened = block.count("{")
            if depth == 0 and opened == 1:
                selectors, _, body = block.partition("{")
                simple = [one.strip() for one in selectors.split(",") if _SIMPLE.match(one.strip())]
                for says, found in kinds:
                    found.extend(simple if says(body) else ())
            depth = max(0, depth + opened - 1)
    return tuple(", ".join(found[:_MOST_RULES]) for _, found in kinds)


def _raised(node: LexborNode, *, lifted: bool) -> str | None:
    """What an element above or below the line is read as; None where it is text like any other."""
    text = node.text() or ""
    if node.tag == "a" and not lifted:
        is_note = _NOTE.search(node.attributes.get("href") or "") and _NOTE_MARK.fullmatch(text)
        return "" if is_note else None
    previous = node.prev
    before = (previous.text() or "") if previous is not None else ""
    if node.tag == "sub":  # 1083 with a small 2; not H₂O
        return "" if _DIGIT_LAST.search(before) and _NOTE_MARK.fullmatch(text) else None
    style = node.attributes.get("style") or ""
    if node.tag == "sup" or lifted or _RAISES.search(style):
        return raised(text, before)
    is_small = _LIFTS.search(style) and "font-size" in style.lower() and _DIGIT_LAST.search(before)
    return raised(text, before) if is_small else None
