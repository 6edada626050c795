"""Bodies that are compressed, damaged, endless, slow, or break off."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from typing import Any

import brotli
import pytest
from aiohttp import web
from backports import zstd

pytestmark = pytest.mark.integration
PAGE = ("<p>全县共受理行政复议申请" + "一二三四五六七八九十" * 300 + "件。</p>").encode()
NOISE = bytes((n * n * 7 + n // 3) % 251 for n in range(200_000))
OLD = "Thu, 01 Jan 2026 00:00:00 GMT"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstd.compress(PAGE)),
        ("identity", PAGE),
        ("deflate, gzip", gzip.compress(zlib.compress(PAGE))),
    ],
)
def test_compressed_answers_come_decompressed(town: Any, coding: str, packed: bytes) -> None:
    result = town.fetch_one(town.page("a.test", "/", packed, Content_Encoding=coding))
    assert (result.outcome, result.data) == ("ok", PAGE)


def damaged(packed: bytes) -> bytes:
    middle = len(packed) // 2
    return packed[:middle] + b"\xff\xff\xff\xff\xff\xff\xff\xff" + packed[middle + 8 :]


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)[:-20]),
        ("gzip", damaged(gzip.compress(NOISE))),
        ("gzip", PAGE),
        ("deflate", zlib.compress(PAGE)[:-20]),
        ("br", brotli.compress(PAGE)[:-5]),
        ("br", PAGE),
        ("zstd", zstd.compress(PAGE)[:-5]),
        ("zstd", PAGE),
    ],
)
def test_damaged_compression_is_tried_again_and_not_permanent(town: Any, coding: str, packed: bytes) -> None:
    result = town.fetch_one(town.page("a.test", "/", packed, Content_Encoding=coding))
    assert (result.outcome, result.permanent, result.reason) == ("failed", False, "broken_encoding")
    assert result.attempts == len(town.paths()) == 4


def test_after_a_damaged_answer_a_whole_one_is_taken_from_its_first_byte(town: Any) -> None:
    def answer(body: bytes) -> Any:
        async def handler(request: web.Request) -> web.Response:
            assert "Range" not in request.headers
            return web.Response(body=body, headers={"Content-Encoding": "gzip", "ETag": '"1"'})

        return handler

    whole = gzip.compress(PAGE, mtime=0)
    result = town.fetch_one(town.plays("a.test", "/", answer(whole[:-20]), answer(whole)))
    assert (result.outcome, result.attempts, result.data) == ("ok", 2, PAGE)


def test_a_coding_that_nobody_asked_for_is_permanent(town: Any) -> None:
    result = town.fetch_one(town.page("a.test", "/", PAGE, Content_Encoding="lzma"))
    assert (result.permanent, result.reason) == (True, "unknown_encoding")


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(bytes(5_000_000))),
        ("deflate", zlib.compress(bytes(5_000_000))),
        ("deflate", raw_deflate(bytes(5_000_000))),
        ("br", brotli.compress(bytes(5_000_000))),
        ("zstd", zstd.compress(bytes(5_000_000))),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(5_000_000)))),
    ],
    ids=["gzip", "deflate", "raw deflate", "br", "zstd", "gzip twice"],
)
def test_a_small_answer_that_unpacks_to_too_much_is_permanent(town: Any, coding: str, packed: bytes) -> None:
    town.settings["largest_body"] = 100_000
    assert len(packed) < 100_000
    result = town.fetch_one(town.page("a.test", "/", packed, Content_Encoding=coding))
    assert (result.outcome, result.permanent, result.reason, result.attempts) == ("failed", True, "too_large", 1)


def streamed(*pieces: bytes, pause: float = 0.0, headers: dict[str, str] | None = None, endless: bool = False) -> Any:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=headers or {})
        await response.prepare(request)
        try:
            while True:
                for piece in pieces:
                    await response.write(piece)
                    await asyncio.sleep(pause)
                if not endless:
                    break
        except ConnectionError:
            pass
        return response

    return answer


def test_an_endless_body_is_given_up_at_the_size_limit(town: Any) -> None:
    town.settings["largest_body"] = 300_000
    result = town.fetch_one(town.plays("a.test", "/", streamed(b"x" * 50_000, endless=True)))
    assert (result.outcome, result.permanent, result.reason, result.attempts) == ("failed", True, "too_large", 1)
    assert result.data is None


def test_a_body_that_announces_too_much_is_not_read_at_all(town: Any) -> None:
    town.settings["largest_body"] = 1000
    exactly, too_much = town.fetch(town.page("a.test", "/1", b"x" * 1000), town.page("a.test", "/2", b"x" * 1001))
    assert (exactly.outcome, too_much.reason) == ("ok", "too_large")
    assert "1,001 bytes" in too_much.message


def test_silence_within_an_answer_ends_the_try(town: Any) -> None:
    town.settings |= {"read_timeout": 0.1, "attempts": 2}
    result = town.fetch_one(town.plays("a.test", "/", streamed(b"x", pause=1.0)))
    assert (result.outcome, result.permanent, result.reason, result.attempts) == ("failed", False, "timeout", 2)


def test_silence_before_an_answer_ends_the_try(town: Any) -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    town.settings |= {"read_timeout": 0.1, "attempts": 1}
    result = town.fetch_one(town.plays("a.test", "/", silent))
    assert (result.reason, result.permanent) == ("timeout", False)


def test_an_answer_that_drips_without_end_is_given_up_by_the_total_time(town: Any) -> None:
    town.settings |= {"read_timeout": 5.0, "total_timeout": 0.3, "attempts": 1}
    result = town.fetch_one(town.plays("a.test", "/", streamed(b"x", pause=0.02, endless=True)))
    assert (result.reason, result.permanent) == ("timeout", False)
    assert "longer than 0.3 s" in result.message


def test_a_slow_answer_within_the_limits_is_taken(town: Any) -> None:
    town.settings["read_timeout"] = 1.0
    result = town.fetch_one(town.plays("a.test", "/", streamed(b"a", b"b", b"c", pause=0.05)))
    assert (result.outcome, result.data) == ("ok", b"abc")


class Breaking:
    """Serves `body` with validators, breaking off after `steps` bytes as long as there are steps."""

    def __init__(self, body: bytes, *steps: int, headers: dict[str, str] | None = None) -> None:
        self.body, self.steps = body, list(steps)
        self.headers = headers if headers is not None else {"ETag": '"v1"', "Accept-Ranges": "bytes"}
        self.asked: list[tuple[str | None, str | None]] = []

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        wanted, condition = request.headers.get("Range"), request.headers.get("If-Range")
        self.asked.append((wanted, condition))
        start = self.start(wanted, condition)
        rest = self.body[start:]
        headers = self.headers | {"Content-Length": str(len(rest))}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"
        response = web.StreamResponse(status=206 if start else 200, headers=headers)
        await response.prepare(request)
        if not self.steps:
            await response.write(rest)
            return response
        await response.write(rest[: self.steps.pop(0)])
        await asyncio.sleep(0.05)  # what was written arrives before the connection breaks
        assert request.transport is not None
        request.transport.abort()
        return response

    def start(self, wanted: str | None, condition: str | None) -> int:
        known = {self.headers.get("ETag"), self.headers.get("Last-Modified")}
        return int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and condition in known else 0


def test_a_download_that_breaks_off_goes_on_where_it_stopped(town: Any) -> None:
    server = Breaking(NOISE, 80_000, 50_000)
    result = town.fetch_one(town.plays("a.test", "/", server))
    assert (result.outcome, result.attempts, result.data == NOISE) == ("ok", 3, True)
    assert server.asked == [(None, None), ("bytes=80000-", '"v1"'), ("bytes=130000-", '"v1"')]


def test_a_compressed_download_goes_on_within_the_compressed_bytes(town: Any) -> None:
    packed = gzip.compress(NOISE)
    server = Breaking(packed, len(packed) // 2, headers={"ETag": '"z"', "Content-Encoding": "gzip"})
    result = town.fetch_one(town.plays("a.test", "/", server))
    assert (result.outcome, result.data == NOISE) == ("ok", True)
    assert server.asked[1] == (f"bytes={len(packed) // 2}-", '"z"')


def test_a_date_long_past_is_enough_to_go_on(town: Any) -> None:
    server = Breaking(NOISE, 1000, headers={"Last-Modified": OLD})
    assert town.fetch_one(town.plays("a.test", "/", server)).data == NOISE
    assert server.asked[1] == ("bytes=1000-", OLD)


@pytest.mark.parametrize(
    "headers",
    [{}, {"ETag": 'W/"weak"'}, {"ETag": '"v"', "Accept-Ranges": "none"}, {"Last-Modified": "nonsense"}],
)
def test_without_a_sure_sign_of_the_version_all_is_fetched_again(town: Any, headers: dict[str, str]) -> None:
    server = Breaking(NOISE, 1000, headers=headers)
    result = town.fetch_one(town.plays("a.test", "/", server))
    assert (result.outcome, result.data == NOISE) == ("ok", True)
    assert server.asked == [(None, None), (None, None)]


def test_bytes_that_changed_during_the_break_are_never_mixed(town: Any) -> None:
    old, new = Breaking(NOISE, 1000), Breaking(NOISE[::-1], headers={"ETag": '"v2"'})
    result = town.fetch_one(town.plays("a.test", "/", old, new))
    assert (result.outcome, result.data == NOISE[::-1], result.etag) == ("ok", True, '"v2"')


class Disobedient(Breaking):
    """Gives a rest without regard to the version, or another rest than was asked for."""

    def __init__(self, body: bytes, *steps: int, shift: int = 0, etag: str = '"v1"') -> None:
        super().__init__(body, *steps, headers={"ETag": etag})
        self.shift = shift

    def start(self, wanted: str | None, condition: str | None) -> int:
        return int(wanted.removeprefix("bytes=").rstrip("-")) + self.shift if wanted else 0


@pytest.mark.parametrize("server", [Disobedient(NOISE[::-1], etag='"v2"'), Disobedient(NOISE, shift=5)])
def test_a_rest_that_does_not_fit_is_thrown_away(town: Any, server: Disobedient) -> None:
    result = town.fetch_one(town.plays("a.test", "/", Breaking(NOISE, 1000), server))
    assert (result.outcome, result.attempts, result.data == server.body) == ("ok", 3, True)
    assert [wanted for wanted, _ in server.asked] == ["bytes=1000-", None]


def test_a_server_that_refuses_the_rest_is_asked_for_all(town: Any) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(status=416)

    result = town.fetch_one(town.plays("a.test", "/", Breaking(NOISE, 1000), refuse, Breaking(NOISE)))
    assert (result.outcome, result.attempts, result.data == NOISE) == ("ok", 3, True)


def test_a_download_that_breaks_off_every_time_fails_for_now(town: Any) -> None:
    result = town.fetch_one(town.plays("a.test", "/", Breaking(NOISE, 10, 10, 10, 10)))
    assert (result.outcome, result.permanent, result.reason, result.attempts) == ("failed", False, "connection_lost", 4)
    assert result.data is None


def test_what_is_no_http_fails_for_now(town: Any) -> None:
    async def gibberish(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.write(b"SSH-2.0-OpenSSH_9\r\n")
        request.transport.close()
        return web.Response()

    result = town.fetch_one(town.plays("a.test", "/", gibberish))
    assert (result.outcome, result.permanent, result.reason) == ("failed", False, "bad_response")
