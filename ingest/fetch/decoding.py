"""Content codings: gzip, deflate, br and zstd, decompressed no further than a limit.

Bodies are kept as sent until they are complete, because a resumed download continues the compressed bytes; the
HTTP client therefore leaves them alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
from backports import zstd

from ingest.fetch.failures import Failure

ACCEPTED = "gzip, deflate, br, zstd"
_MOST_CODINGS = 3
_GZIP_MAGIC = b"\x1f\x8b"
_AUTO_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


def decode_body(data: bytes, content_encoding: str, limit: int) -> bytes:
    """`data` without the codings named in the header, of which the last was applied last.

    Raises Failure: `broken_encoding`, `unknown_encoding`, or `too_large` where more than `limit` bytes come out.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in names if name not in ("", "identity")]
    if len(codings) > _MOST_CODINGS or not set(codings) <= set(_DECODERS):
        raise Failure("unknown_encoding", f"the answer's content coding is {content_encoding!r}")
    for name in reversed(codings):
        if data:
            data = _decode(data, name, limit)
    return data


def _decode(data: bytes, name: str, limit: int) -> bytes:
    try:
        decoded = _DECODERS[name](data, limit + 1)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise Failure("broken_encoding", f"the answer cannot be decompressed as {name} ({error})") from error
    if len(decoded) > limit:
        raise Failure("too_large", f"the answer has more than {limit:,} bytes once decompressed")
    return decoded


def _gzip(data: bytes, most: int) -> bytes:
    """Several members in a row are one body; what follows them and is none is padding."""
    decoded = bytearray()
    while data.startswith(_GZIP_MAGIC) or not decoded:
        decoder = zlib.decompressobj(_AUTO_GZIP_OR_ZLIB)
        decoded += decoder.decompress(data, most - len(decoded))
        if len(decoded) >= most:
            break
        _ends(decoder.eof)
        data = decoder.unused_data
        if not data:
            break
    return bytes(decoded)


def _deflate(data: bytes, most: int) -> bytes:
    """As RFC 9110 says, in the zlib format; or raw, as some servers send it."""
    try:
        decoder = zlib.decompressobj(zlib.MAX_WBITS)
        decoded = decoder.decompress(data, most)
    except zlib.error:
        decoder = zlib.decompressobj(-zlib.MAX_WBITS)
        decoded = decoder.decompress(data, most)
    _ends(decoder.eof or len(decoded) >= most)
    return decoded


def _brotli(data: bytes, most: int) -> bytes:
    decoder = brotli.Decompressor()
    decoded = bytearray(decoder.process(data, output_buffer_limit=most))
    while len(decoded) < most and not decoder.is_finished():
        more = decoder.process(b"", output_buffer_limit=most - len(decoded))
        _ends(bool(more))
        decoded += more
    return bytes(decoded)


def _zstd(data: bytes, most: int) -> bytes:
    decoder = zstd.ZstdDecompressor()
    decoded = decoder.decompress(data, most)
    _ends(decoder.eof or len(decoded) >= most)
    return decoded


def _ends(complete: bool) -> None:
    if not complete:
        raise EOFError("it ends too early")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
