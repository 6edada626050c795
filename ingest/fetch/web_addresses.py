"""Web addresses as sites write them: with Chinese characters, blanks, or bytes of an old charset."""

from __future__ import annotations

from urllib.parse import quote

from yarl import URL

from ingest.fetch.failures import Failure

_KEPT = "".join(chr(code) for code in range(0x21, 0x7F))
"""Printable ASCII stays as it is; everything else is escaped byte by byte."""
_HOME_PAGES = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml"})


def parse_address(address: str) -> URL:
    """`address` without its fragment. Raises Failure (`bad_address`, `forbidden_address` for other schemes)."""
    try:
        url = URL(address.strip()).with_fragment(None)
        host = url.host
    except (ValueError, TypeError) as error:
        raise Failure("bad_address", f"the address cannot be read ({error})") from error
    if url.scheme and url.scheme not in ("http", "https"):
        raise Failure("forbidden_address", f"{url.scheme} is not http or https")
    if not url.scheme or not host:
        raise Failure("bad_address", "there is no scheme or no host in it")
    return url.with_user(None) if url.user is not None else url


def is_home_page(address: URL | str) -> bool:
    """Whether an address is that of a site's home page, `http://a.gov.cn/` or `http://a.gov.cn/index.html`."""
    return URL(address).path in _HOME_PAGES


def redirect_target(base: URL, location: str) -> URL:
    """Where a `Location` header leads, seen from `base`. Headers come as UTF-8 with surrogates for other bytes."""
    raw = location.strip().encode("utf-8", "surrogateescape")
    try:
        target = base.join(URL(quote(raw, safe=_KEPT)))
    except ValueError as error:
        raise Failure("bad_redirect", f"the redirect to {raw!r} cannot be read ({error})") from error
    return parse_address(str(target))
