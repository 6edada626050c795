"""What an HTML page shows of its text: struck and hidden elements are left out, raised marks are no digits."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.markup import CONTAINERS
from ingest.readers.raised import raised

_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)",
    re.I,
)
_STRIKES = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.I)
_RAISES = re.compile(r"vertical-align\s*:\s*super", re.I)
_STYLED = ", ".join(f'[style*="{word}" i]' for word in ("none", "hidden", "font-size", "opacity", "line-through"))
_UNSEEN = f"s, del, strike, [hidden], dialog:not([open]), {_STYLED}"
_RAISED = 'sup, [style*="super" i], a[href^="#"]'
_CELLS = frozenset({"tr", "td", "th", "tbody"})
_SIMPLE = re.compile(r"^[a-z0-9]*[.#][\w-]{1,60}$|^(?:s|del|strike)$", re.I)
_MOST_RULES = 200
_NOTE = re.compile(r"#.{0,20}?(?:ftn|fn|note|cite|ref|zhu|注|脚)", re.I)
_NOTE_MARK = re.compile(r"\s*[\[［【〔(（]\s*\d{1,3}\s*[\]］】〕)）]\s*")


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
        hide, strike = _hiding_rules(tree)
        for node in tree.css(hide) if hide else ():
            self._veil(node)
        self.unseen.update(node.mem_id for node in (tree.css(strike) if strike else ()))
        for node in tree.css(_RAISED):
            if (instead := _raised(node)) is not None:
                self.raised[node.mem_id] = instead

    def is_left_out(self, node: LexborNode) -> bool:
        """Whether nothing of an element is read."""
        return node.mem_id in self.unseen

    def _hide(self, node: LexborNode, *, strikes: bool) -> None:
        style = node.attributes.get("style") or ""
        if strikes or _STRIKES.search(style):
            self.unseen.add(node.mem_id)
        elif "hidden" in node.attributes or node.tag == "dialog" or _HIDES.search(style):
            self._veil(node)

    def _veil(self, node: LexborNode) -> None:
        is_piece = node.tag not in CONTAINERS or node.tag in _CELLS
        (self.unseen if is_piece else self.hidden).add(node.mem_id)


def _hiding_rules(tree: LexborHTMLParser) -> tuple[str, str]:
    """Selectors of what the page's own style sheets hide and strike out, of one class or id each: `.draft, #old`.

    Rules within others, as in `@media print { .menu { display: none } }`, hold for another medium or width.
    """
    hide: list[str] = []
    strike: list[str] = []
    for sheet in tree.css("style"):
        depth = 0
        for block in (sheet.text() or "").split("}"):
            opened = block.count("{")
            if depth == 0 and opened == 1:
                selectors, _, body = block.partition("{")
                found = strike if _STRIKES.search(body) else hide if _HIDES.search(body + ";") else None
                if found is not None:
                    found += [one.strip() for one in selectors.split(",") if _SIMPLE.match(one.strip())]
            depth = max(0, depth + opened - 1)
    return ", ".join(hide[:_MOST_RULES]), ", ".join(strike[:_MOST_RULES])


def _raised(node: LexborNode) -> str | None:
    """What a raised element is read as; None where it is text like any other."""
    text = node.text() or ""
    if node.tag == "a":
        is_note = _NOTE.search(node.attributes.get("href") or "") and _NOTE_MARK.fullmatch(text)
        return "" if is_note else None
    if node.tag != "sup" and not _RAISES.search(node.attributes.get("style") or ""):
        return None
    before = node.prev
    return raised(text, (before.text() or "") if before is not None else "")
