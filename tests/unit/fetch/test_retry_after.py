from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetch.retry_after import LONGEST, parse_retry_after

pytestmark = pytest.mark.unit
NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@given(st.integers(min_value=0, max_value=10**30))
def test_seconds_are_seconds_up_to_a_year(seconds: int) -> None:
    assert parse_retry_after(str(seconds), NOW) == min(float(seconds), LONGEST)


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_a_date_is_the_time_until_then_and_never_negative(seconds: int) -> None:
    moment = NOW + timedelta(seconds=seconds)
    expected = min(max((moment - NOW).total_seconds(), 0.0), LONGEST)
    assert parse_retry_after(format_datetime(moment, usegmt=True), NOW) == expected


@pytest.mark.parametrize("hours", [-5, 0, 8])
def test_the_zone_of_a_date_counts(hours: int) -> None:
    zone = f"{hours:+03d}00"
    local = NOW + timedelta(hours=hours, seconds=90)
    assert parse_retry_after(f"{local:%a, %d %b %Y %H:%M:%S} {zone}", NOW) == 90


@pytest.mark.parametrize(
    "value", [None, "", " ", "soon", "-5", "1.5", "١٢", "60 seconds", "Sun, 99 Foo 2026 25:61:61 GMT"]
)
def test_what_cannot_be_read_says_nothing(value: str | None) -> None:
    assert parse_retry_after(value, NOW) is None


@given(st.text())
def test_no_header_whatever_raises(value: str) -> None:
    seconds = parse_retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST
