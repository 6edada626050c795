"""Bytes → characters, never with a replacement character in the place of one that was there.

UTF-8 is tried first, then what the document says, then the other charsets in use on Chinese sites. Among
those that decode without an error the first whose result looks like Chinese wins; gb2312 and gbk are read as
gb18030, which holds both and the rare characters in names of places.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from pathlib import Path

from ingest.model import DocumentRejected
from ingest.readers.rejection import unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARATION = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_DECLARED_WITHIN = 4096
_TRIED = ("utf-8", "gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_GB = {"gb2312", "gbk", "gb_2312-80", "gb2312-80", "x-gbk", "cp936", "ms936", "euc-cn", "gb18030"}
_WESTERN = {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"}
"""What servers send by default and no page in Chinese is written in."""

_ASCII = re.compile(r"[\x00-\x7f]+")
_CHINESE = re.compile(r"[\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\xa0\xb7]")
DAMAGED = "\ufffd"
"""What stands for bytes of no charset in a page that `decode_page` has read."""
_MOST_DAMAGED = 0.01
"""Share of the characters: beyond it the page is not in the charset that it was read in."""
_STRETCHES = re.compile(rb"(?<=[>\n])")
_SAMPLE = 2000
_LEAST_CHINESE = 0.8
"""Least share of Han characters and full-width punctuation among the non-ASCII ones."""
_LEAST_FREQUENT = 0.2
"""Least share of the frequent characters among the non-ASCII ones: prose has 0.4 and more, GBK bytes read as
Big5 and the reverse less than 0.1."""


@cache
def _frequent() -> frozenset[str]:
    listed = Path(__file__).with_name("frequent_characters.txt").read_text(encoding="utf-8")
    return frozenset(listed.replace("\n", ""))


def _codec(declared: str) -> str | None:
    """Python's name of a declared charset; None where it is unknown, or a default that says nothing."""
    name = declared.strip().strip("\"'").lower()
    if name in _GB:
        return "gb18030"
    if name in _WESTERN:
        return None
    try:
        found = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return found.name


def declared_in(data: bytes) -> str | None:
    """The charset that the document's own `<meta>` or XML declaration names."""
    match = _DECLARATION.search(data, 0, _DECLARED_WITHIN)
    return match.group(1).decode("ascii", "ignore") if match else None


def _strictly(data: bytes, charset: str) -> str | None:
    """Decoded without any error, but for a last character that the end of the data cuts in two."""
    try:
        return codecs.getincrementaldecoder(charset)("strict").decode(data, final=False)
    except (UnicodeError, ValueError, LookupError):
        return None


def looks_chinese(text: str) -> bool:
    """Whether the characters are those of Chinese prose; so is a text that is plain ASCII throughout."""
    sample = _ASCII.sub("", text[: 20 * _SAMPLE])[:_SAMPLE] or _ASCII.sub("", text)[:_SAMPLE]
    if not sample:
        return "\0" not in text
    frequent = sum(map(_frequent().__contains__, sample))
    return len(_CHINESE.findall(sample)) >= _LEAST_CHINESE * len(sample) and frequent >= _LEAST_FREQUENT * len(sample)


def decode_page(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """As `decode`, but some bytes of an HTML page may be damaged, or of another charset than the page.

    Sites cut descriptions in the middle of a character, and put footers in GBK under pages in UTF-8. Such a stretch is
    read in the other charset where it fits; what fits none becomes U+FFFD. Whoever uses a part of the text checks that
    there is none in it: no character is lost in silence.
    """
    try:
        return decode(data, declared)
    except DocumentRejected:
        said = _codec(declared_in(data) or declared or "")
        for charset in dict.fromkeys((said if said in ("utf-8", "gb18030") else "utf-8", "utf-8", "gb18030")):
            other = "gb18030" if charset == "utf-8" else "utf-8"
            text = "".join(_stretch(one, charset, other) for one in _STRETCHES.split(data))
            if text.count(DAMAGED) <= _MOST_DAMAGED * len(text) and looks_chinese(text.replace(DAMAGED, "")):
                return text, charset
        raise


def _stretch(data: bytes, charset: str, other: str) -> str:
    for one in (charset, other):
        try:
            text = data.decode(one)
        except UnicodeDecodeError:
            continue
        if one == charset or looks_chinese(text):
            return text
    return data.decode(charset, "replace")


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` without a byte order mark, and the charset that it was read in.

    `declared` is what the server said. A declaration that does not decode, or decodes to what is not
    Chinese, is passed over. Raises DocumentRejected (`charset_unknown`) where no charset fits.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark) and (text := _strictly(data, charset)) is not None:
            return text, charset.removesuffix("-sig")
    said = [codec for name in (declared, declared_in(data)) if name and (codec := _codec(name))]
    order = list(dict.fromkeys(["utf-8", *said, *_TRIED]))
    for charset in order:
        text = _strictly(data, charset)
        if text is not None and looks_chinese(text):
            return text, charset
    # Several bytes a character follow a pattern that hardly any other charset's text has.
    text = _strictly(data, "utf-8")
    if text is not None and "\0" not in text:
        return text, "utf-8"
    named = f" It names {', '.join(said)}." if said else ""
    raise unreadable(
        "charset_unknown",
        f"None of {', '.join(order)} turns these {len(data)} bytes into Chinese text.{named} Save the document as "
        "UTF-8 and import it again.",
    )
