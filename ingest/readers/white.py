"""White text on white ground, which a page holds but does not show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

_SAYS_WHITE = r"(?:#fff(?:fff)?(?![0-9a-f])|white(?!\w)|rgba?\(\s*255\s*,\s*255\s*,\s*255\b)"
_WHITE = re.compile(rf"(?<![\w-])color\s*:\s*{_SAYS_WHITE}", re.I)
_GROUND = re.compile(
    rf"(?<![\w-])background(?:-color|-image)?\s*:(?!\s*(?:{_SAYS_WHITE}|none|transparent|inherit))", re.I
)
"""A ground of another colour than white."""
_MOST = 200
"""White elements of a page that are looked at; one with more is of a design of its own."""

WHITE = '[style*="color" i], font[color]'


def says_white(style: str) -> bool:
    """Whether a style makes text white and gives it no dark ground of its own."""
    return bool(_WHITE.search(style)) and not _GROUND.search(style)


def _is_white(node: LexborNode) -> bool:
    colour = f"color:{node.attributes.get('color') or ''}" if node.tag == "font" else ""
    return says_white(node.attributes.get("style") or "") or bool(_WHITE.search(colour))


def white_on_white(styled: Sequence[LexborNode], by_rule: Sequence[LexborNode]) -> Iterator[LexborNode]:
    """Of elements with a colour of their own (`styled`) and of those that a rule makes white: what is not seen.

    The ground is known where an element around holds more text in other colours, and nothing says that it is dark:
    no element up to the page has a ground of its own, and none below that element a class, whose rules are not known.
    """
    white = [(node, False) for node in styled if _is_white(node)] + [(node, True) for node in by_rule]
    if not white or len(white) > _MOST:
        return
    around: Counter[int] = Counter()
    for node, _ in white:
        length = len(node.text())
        for outer in _around(node):
            around[outer.mem_id] += length
    lengths: dict[int, int] = {}
    for node, ruled in white:
        if node.text().strip() and not _has_ground(node, ruled, around, lengths):
            yield node


def _around(node: LexborNode) -> Iterator[LexborNode]:
    outer = node.parent
    while outer is not None:
        yield outer
        outer = outer.parent


def _has_ground(node: LexborNode, ruled: bool, around: Counter[int], lengths: dict[int, int]) -> bool:
    """Whether an element may stand on a ground that is not white."""
    if not ruled and _is_dressed(node):
        return True
    found = False
    for outer in _around(node):
        attributes = outer.attributes
        if _GROUND.search(attributes.get("style") or "") or attributes.get("bgcolor") or "background" in attributes:
            return True
        if found:
            continue
        if outer.mem_id not in lengths:
            lengths[outer.mem_id] = len(outer.text())
        found = lengths[outer.mem_id] > 2 * around[outer.mem_id]
        if not found and _is_dressed(outer):
            return True
    return not found


def _is_dressed(node: LexborNode) -> bool:
    """Whether rules that are not in the page may give an element a ground."""
    return bool(node.attributes.get("class") or node.attributes.get("id"))
