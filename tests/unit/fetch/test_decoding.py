from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetch.decoding import decode_body
from ingest.fetch.failures import Failure

pytestmark = pytest.mark.unit
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
CODINGS = st.lists(st.sampled_from(sorted(PACKERS)), max_size=3)


@given(st.binary(max_size=5000), CODINGS)
def test_what_was_packed_comes_out_as_it_was(data: bytes, codings: list[str]) -> None:
    packed = data
    for coding in codings:
        packed = PACKERS[coding](packed)
    assert decode_body(packed, ", ".join(codings), 20_000) == data


@given(st.binary(min_size=1, max_size=3000), st.sampled_from(sorted(PACKERS)), st.integers(-2, 2))
def test_no_more_than_the_limit_comes_out(data: bytes, coding: str, spare: int) -> None:
    packed = PACKERS[coding](data)
    if spare < 0:
        with pytest.raises(Failure, match="too_large"):
            decode_body(packed, coding, len(data) + spare)
    else:
        assert decode_body(packed, coding, len(data) + spare) == data


@given(st.binary(min_size=1, max_size=500), st.sampled_from(sorted(PACKERS)), st.data())
def test_a_body_that_was_cut_off_is_never_taken_for_whole(data: bytes, coding: str, draw: st.DataObject) -> None:
    packed = PACKERS[coding](data)
    cut = draw.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(Failure, match="broken_encoding"):
        decode_body(packed[:cut], coding, 10_000)


@given(st.binary(max_size=300), st.sampled_from([*PACKERS, "x-gzip"]))
def test_any_bytes_come_out_or_are_a_failure(data: bytes, coding: str) -> None:
    try:
        assert len(decode_body(data, coding, 1000)) <= 1000
    except Failure as failure:
        assert failure.reason.reason in ("broken_encoding", "too_large")


@pytest.mark.parametrize("header", ["lzma", "gzip, compress", "gzip, gzip, gzip, gzip", "gz ip"])
def test_other_codings_and_long_chains_are_unknown(header: str) -> None:
    with pytest.raises(Failure, match="unknown_encoding"):
        decode_body(b"x", header, 100)


@pytest.mark.parametrize("header", ["", "identity", " Identity ,", ","])
def test_no_coding_leaves_the_bytes_alone(header: str) -> None:
    assert decode_body(b"as it is", header, 100) == b"as it is"


@pytest.mark.parametrize("coding", sorted(PACKERS))
def test_an_empty_body_is_empty_whatever_is_said_of_it(coding: str) -> None:
    assert decode_body(b"", coding, 100) == b""
