"""Articles that a page carries but does not show by itself: in a text box, a template,
a frame that holds its page, or a string of a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser

_LEAST = 200
"""Characters of markup. Shorter strings are labels and addresses."""
_LITERAL = re.compile(
    rf'"((?:[^"\\\n]|\\.){{{_LEAST},}})"'
    rf"|'((?:[^'\\\n]|\\.){{{_LEAST},}})'"
    rf"|`((?:[^`\\]|\\.){{{_LEAST},}})`",
    re.S,
)
_CDATA = re.compile(rf"<!\[CDATA\[(.{{{_LEAST},}}?)\]\]>", re.S)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_OWN_TAG = re.compile(r"^<[^>]*>|</\w+>$")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_HAN = re.compile("[\u4e00-\u9fff]")


def carried_markup(tree: LexborHTMLParser) -> str | None:
    """The fragment with most Chinese characters that the page's scripts, text boxes or templates hold."""
    best = max(_fragments(tree), key=lambda fragment: len(_HAN.findall(fragment)), default=None)
    return best if best and len(_HAN.findall(best)) >= _LEAST else None


def _fragments(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("textarea, template, noscript"):
        yield unescape(node.text() or "") if node.tag == "textarea" else _OWN_TAG.sub("", node.html or "")
    for node in tree.css("iframe[srcdoc]"):
        yield node.attributes.get("srcdoc") or ""
    for node in tree.css("script"):
        script = node.text() or ""
        kind = (node.attributes.get("type") or "").lower()
        if kind in ("text/html", "text/template", "text/x-template", "text/plain"):
            yield script
            continue
        yield from _CDATA.findall(script)
        for match in _LITERAL.finditer(script):
            yield _string(next(part for part in match.groups() if part is not None))


def _string(written: str) -> str:
    """What a string of a script stands for; markup in it may be escaped once more, as entities."""
    try:
        read = json.loads(f'"{written}"')
    except ValueError:
        read = _ESCAPE.sub(_escaped, written)
    return unescape(read) if "&lt;" in read and "<" not in read else read


def _escaped(match: re.Match[str]) -> str:
    code, byte, plain = match.groups()
    return chr(int(code or byte, 16)) if code or byte else _PLAIN.get(plain, plain)
