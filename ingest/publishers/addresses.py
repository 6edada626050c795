"""Addresses: made absolute and written in one way, so that the same page has the same address."""

from __future__ import annotations

import re
from datetime import date

from yarl import URL

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.I)
_BLANKS = re.compile(r"[\t\r\n]")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_LONGEST = 2000
_DAY_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<s>[-/_])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?=[-_/.]|$)"
    r"|(?<!\d)(?P<y1>20\d\d)(?P<m1>1[0-2]|0[1-9])(?P<d1>3[01]|[12]\d|0[1-9])(?=[-_/.]|$)"
    r"|/(?P<y2>20\d\d)-?(?P<m2>1[0-2]|0[1-9])/(?P<d2>3[01]|[12]\d|0[1-9])(?=/)"
    r"|/(?P<y3>20\d\d)/(?P<m3>1[0-2]|0[1-9])-(?P<d3>3[01]|[12]\d|0[1-9])(?=/)"
)


def normalise(reference: str, base: str | None = None) -> str | None:
    """The absolute http(s) address of a reference found on the page at `base`; None where it is none.

    The host in lower case and Punycode, the port only where it is not the default one, `.` and `..` resolved,
    percent-encoding in one form, no fragment, no session id. Never raises.
    """
    written = _BLANKS.sub("", reference).strip().replace("\\", "/")
    scheme = _SCHEME.match(written)
    if not written or len(written) > _LONGEST or (scheme and scheme[1].lower() not in ("http", "https")):
        return None
    try:
        found = URL(_SESSION.sub("", written))
        if scheme and not found.host:
            return None
        absolute = URL(base).join(found) if base else found
        if absolute.scheme not in ("http", "https") or not absolute.host or absolute.user:
            return None
        whole = absolute.with_fragment(None)
        if whole.explicit_port is not None and whole.is_default_port():
            whole = whole.with_port(None)
        return str(whole.with_path("/", encoded=True, keep_query=True) if whole.raw_path in ("", "/") else whole)
    except (ValueError, TypeError, UnicodeError):
        return None


def page_key(address: str) -> str:
    """Equal for the addresses under which a site shows one page: with http and https, with and without `www.`."""
    without_scheme = address.partition("://")[2] or address
    return without_scheme.removeprefix("www.")


def day_in(address: str) -> date | None:
    """The day that an address carries: `/202403/t20240328_1.html`, `/2024/3/28/`, `/2024/03-28/`, `/202403/28/`."""
    for match in _DAY_IN_ADDRESS.finditer(address):
        year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def is_folder(address: str) -> bool:
    """Whether an address is that of a column and not of an article: it ends in `/`, or in `/index.html`."""
    path = address.partition("?")[0]
    return path.endswith("/") or bool(re.search(r"/(?:index|list|default)\.[a-z]{3,5}$", path, re.I))


def folder_of(address: str) -> str:
    """The address up to the last `/` of its path."""
    path = address.partition("?")[0]
    return path[: path.rindex("/") + 1]
