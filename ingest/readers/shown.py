"""What an HTML page shows of its text: struck, hidden and white elements are left out, raised marks are no digits."""

from __future__ import annotations

import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.markup import CONTAINERS, INLINE
from ingest.readers.pictures import PICTURE
from ingest.readers.raised import lowered, raised
from ingest.readers.white import WHITE, says_white, white_on_white

_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*(?:0(?:px|pt|em|%)?|1p[xt])\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|(?:^|[;\s])(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.I,
)
_NO_HEIGHT = re.compile(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)", re.I)
_CUTS_OFF = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.I)
_STRIKES = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.I)
_RAISES = re.compile(r"vertical-align\s*:\s*super", re.I)
_LIFTS = re.compile(r"vertical-align\s*:\s*[1-9]|position\s*:\s*relative\s*;[^{}]*\btop\s*:\s*-", re.I)
"""Raises a mark where the same style makes it smaller; programs also place whole lines so."""
_LIFTS_FAR = re.compile(r"position\s*:\s*relative\s*;[^{}]*\btop\s*:\s*-(?:[3-9]|\d\d|0?\.\d+ ?em)", re.I)
"""Raises a mark of digits whatever its size."""
_DRAWS = re.compile(r"(?<![\w-])content\s*:\s*(?![\"'\s]*(?:none|normal|counter|attr|[\"']\s*[;}\"']|$))", re.I)
"""`content: "0"` of a rule for `:before`: not `content: ""`."""
_STYLED = ", ".join(
    f'[style*="{word}" i]' for word in ("none", "hidden", "font-size", "opacity", "line-through", ":-", ": -")
)
_UNSEEN = f"s, del, strike, [hidden], dialog:not([open]), {_STYLED}"
_RAISED = 'sup, sub, [style*="vertical-align" i], [style*="relative" i], a[href*="#"]'
_CELLS = frozenset({"tr", "td", "th", "tbody"})
_SIMPLE = re.compile(r"^[a-z0-9]*[.#][\w-]{1,60}$|^(?:s|del|strike)$", re.I)
_DRAWN = re.compile(r"^([a-z0-9]*[.#][\w-]{1,60})::?(?:before|after)$", re.I)
_TURNED = 'bdo[dir="rtl" i], [style*="rtl" i], [style*="reverse" i]'
_LONGEST_TURNED = 60
_MOST_RULES = 200
_NOTE = re.compile(r"#.{0,20}?(?:ftn|fn|note|cite|ref|zhu|注|脚)", re.I)
_NOTE_MARK = re.compile(r"\s*[\[［【〔(（]?\s*(?:\d{1,3}|[①-⑳*†‡])\s*[\]］】〕)）]?\s*")
_DIGIT_LAST = re.compile(r"\d\s*$")


class Shown:
    """Of one page, by `mem_id`: what it does not show, and what raised marks are to be read as."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.unseen: set[int] = set()
        """Struck or hidden text, rows and cells."""
        self.hidden: set[int] = set()
        """Hidden containers, which are for their content to judge: one may be the article, shown by a script."""
        self.instead: dict[int, str] = {}
        """Marks above the line, turned text and what a style sheet draws: the text in their place, mostly none."""
        for node in tree.css(_UNSEEN):
            self._hide(node, strikes=node.tag in ("s", "del", "strike"))
        hide, strike, lift, white, draw = _rules(tree)
        for node in tree.css(hide) if hide else ():
            self._veil(node)
        self.unseen.update(node.mem_id for node in (tree.css(strike) if strike else ()))
        lifted = {node.mem_id: node for node in (tree.css(lift) if lift else ())}
        for node in [*tree.css(_RAISED), *lifted.values()]:
            if (instead := _raised(node, lifted=node.mem_id in lifted)) is not None:
                self.instead[node.mem_id] = instead
        of_rules = tree.css(white) if white else []
        self.unseen.update(node.mem_id for node in white_on_white(tree.css(WHITE), of_rules))
        self._draw(tree, draw)

    def is_left_out(self, node: LexborNode) -> bool:
        """Whether nothing of an element is read."""
        return node.mem_id in self.unseen

    def is_plain(self, node: LexborNode) -> bool:
        """Whether an element is shown as it is written, within a line or as preformatted text."""
        return (
            node.tag in INLINE | {"pre"} - {"img"}
            and node.mem_id not in self.unseen
            and node.mem_id not in self.instead
        )

    def _draw(self, tree: LexborHTMLParser, drawn: str) -> None:
        """Takes in what stands in another order than in the source, and signs that no text of the source says."""
        for node in tree.css(_TURNED):
            text = node.text()
            if len(text) <= _LONGEST_TURNED and any(map(str.isdigit, text)):
                self.instead[node.mem_id] = f"\u202e{text}\u202c"
        icons = [node for node in tree.css("i[class]:empty") if node.next is not None]  # not an arrow behind a number
        for node in [*(tree.css(drawn) if drawn else ()), *icons]:
            if node.tag in INLINE and len(text := node.text()) <= _LONGEST_TURNED:
                self.instead.setdefault(node.mem_id, PICTURE + text)

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
    """Selectors, of a class or id each, of what the page's style sheets hide, strike out, raise, make white and draw.

    Rules within others, as in `@media print { .menu { display: none } }`, hold for another medium or width.
    """
    says_all: tuple[Callable[[str], object], ...] = (_hides, _STRIKES.search, _RAISES.search, says_white)
    kinds: list[tuple[Callable[[str], object], list[str]]] = [(says, []) for says in says_all]
    drawn: list[str] = []
    for sheet in tree.css("style"):
        depth = 0
        for block in (sheet.text() or "").split("}"):
            opened = block.count("{")
            if depth == 0 and opened == 1:
                selectors, _, body = block.partition("{")
                simple = [one.strip() for one in selectors.split(",") if _SIMPLE.match(one.strip())]
                for says, found in kinds:
                    found.extend(simple if says(body) else ())
                if _DRAWS.search(body):
                    drawn.extend(one[1] for name in selectors.split(",") if (one := _DRAWN.match(name.strip())))
            depth = max(0, depth + opened - 1)
    return tuple(", ".join(found[:_MOST_RULES]) for found in (*(found for _, found in kinds), drawn))


def _raised(node: LexborNode, *, lifted: bool) -> str | None:
    """What an element above or below the line is read as; None where it is text like any other."""
    text = node.text() or ""
    previous = node.prev
    before = (previous.text() or "") if previous is not None else ""
    if node.tag == "a" and not lifted:
        href = node.attributes.get("href") or ""
        is_note = _NOTE.search(href) or (href.startswith("#") and _DIGIT_LAST.search(before))
        return "" if is_note and _NOTE_MARK.fullmatch(text) else None
    if node.tag == "sub":  # 1083 with a small 2; not H₂O
        is_note = _DIGIT_LAST.search(before) and _NOTE_MARK.fullmatch(text)
        return "" if is_note else lowered(text, (node.next.text() or "") if node.next is not None else "")
    style = node.attributes.get("style") or ""
    if node.tag == "sup" or lifted or _RAISES.search(style):
        return raised(text, before)
    is_mark = _LIFTS_FAR.search(style) and text.isdigit()
    is_small = (is_mark or (_LIFTS.search(style) and "font-size" in style.lower())) and _DIGIT_LAST.search(before)
    return raised(text, before) if is_small else None
