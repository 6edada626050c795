"""JSON that a site's endpoint answers → the article in it: `{"data": {"title": …, "content": "<p>…"}}`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape, unescape
from typing import Any, NamedTuple

from ingest.model import ReadDocument
from ingest.readers.charset import decode
from ingest.readers.html import read_html
from ingest.readers.rejection import unreadable

MEDIA_TYPE = "application/json"
_CALLBACK = re.compile(r"\s*[A-Za-z_$][\w$.]{0,60}\s*\(")
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST = 100
"""Han characters of the shortest text that can be an article."""
_AS_LONG = 0.5
"""Times the longest text: another one with more is an article of its own."""
_MOST_VALUES = 500_000
_LONGEST_META = 500
_TITLE = re.compile(r"(?:article|doc|news|info|content|main)?_?(?:title|name|topic|bt|biaoti)", re.I)
_DATE = re.compile(
    r"(?:(?:pub(?:lish)?(?:ed)?|release|issue|doc_?rel)_?(?:date|time|at|day)|fbsj|fbrq|pubdate|pubtime)", re.I
)


class _Text(NamedTuple):
    """A string of the answer: where it stands, and the object that holds it."""

    place: str
    value: str
    beside: dict[str, Any]


def read_json(data: bytes, declared_charset: str | None = None) -> ReadDocument:
    """The article that stands in one string of the answer, with title and day that stand beside it.

    Raises DocumentRejected: `damaged` (no JSON), `no_text` (no string is long enough to be an article), `list_page`
    (several are), and as `read_html`.
    """
    text, charset = decode(data, declared_charset)
    texts = sorted(_texts(_parsed(text)), key=lambda one: -_han(one.value))
    longest = _han(texts[0].value) if texts else 0
    if longest < _LEAST:
        raise unreadable(
            "no_text",
            f"The JSON holds no article: its longest text ({texts[0].place if texts else '-'}) has {longest} Chinese "
            "characters. Take in the page or the endpoint of the article.",
        )
    chosen = texts[0]
    others = [
        one for one in texts[1:] if _han(one.value) > _AS_LONG * _han(chosen.value) and one.beside is not chosen.beside
    ]
    if others:
        raise unreadable(
            "list_page",
            f"The JSON holds {len(others) + 1} articles ({chosen.place}, {others[0].place}): import each separately.",
        )
    document = read_html(_page(chosen).encode(), "utf-8")
    return replace(document, media_type=MEDIA_TYPE, charset=charset)


def _parsed(text: str) -> Any:
    call = _CALLBACK.match(text)
    body = text[call.end() :].rstrip(" \t\r\n;)") if call else text
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise unreadable("damaged", f"The JSON cannot be read ({error}): fetch it again.") from error


def _texts(answer: Any) -> list[_Text]:
    """Every string of the answer that has Chinese characters; walked without recursion."""
    found: list[_Text] = []
    pending: list[tuple[str, Any, dict[str, Any]]] = [("$", answer, {})]
    for _ in range(_MOST_VALUES):
        if not pending:
            break
        place, value, beside = pending.pop()
        if isinstance(value, dict):
            pending += [(f"{place}.{key}"[-200:], inner, value) for key, inner in value.items()]
        elif isinstance(value, list):
            pending += [(f"{place}[{number}]"[-200:], inner, beside) for number, inner in enumerate(value)]
        elif isinstance(value, str):
            if (inner := _packed(value)) is not None:
                pending.append((place, inner, beside))
            elif _HAN.search(value):
                found.append(_Text(place, value, beside))
    return found


def _packed(value: str) -> Any:
    """What a string holds that is JSON itself, `"{\\"content\\": …}"`, as some endpoints answer; else None."""
    if len(value) < _LEAST or value.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _han(text: str) -> int:
    return len(_HAN.findall(text))


def _page(chosen: _Text) -> str:
    """The article as a page with what the answer says about it."""
    content = chosen.value
    if "<" not in content and "&lt;" in content:
        content = unescape(content)
    if not re.search(r"<(?:p|div|br|td|span)\b", content, re.I):
        content = "".join(f"<p>{escape(line)}</p>" for line in content.splitlines() if line.strip())
    said = {
        key: value.strip()
        for key, value in chosen.beside.items()
        if isinstance(value, str) and value is not chosen.value and 0 < len(value.strip()) <= _LONGEST_META
    }
    titles = [value for key, value in said.items() if _TITLE.fullmatch(key)]
    days = [value for key, value in said.items() if _DATE.fullmatch(key)]
    named = {"ArticleTitle": max(titles, key=_han, default=""), "PubDate": next(iter(days), "")}
    metas = "".join(
        f'<meta name="{escape(name)}" content="{escape(value)}">' for name, value in (named | said).items() if value
    )
    title = escape(named["ArticleTitle"])
    return f"<html><head>{metas}<title>{title}</title></head><body><h1>{title}</h1><div>{content}</div></body></html>"
