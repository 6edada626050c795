from __future__ import annotations

import csv
import re
from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetch.failures import REASONS, Failure, failure_of_status, reasons
from ingest.fetch.retries import backoff
from ingest.fetch.settings import FetchSettings

pytestmark = pytest.mark.unit


def test_every_row_of_the_table_is_whole_and_no_status_is_listed_twice() -> None:
    with REASONS.open(encoding="utf-8", newline="") as rows:
        table = list(csv.DictReader(rows))
    assert {row["kind"] for row in table} == {"permanent", "transient", "host"}
    assert all(row["advice"].endswith(".") for row in table)
    assert max(Counter(row["reason"] for row in table).values()) == 1
    statuses = [int(status) for row in table for status in row["statuses"].split()]
    assert len(statuses) == len(set(statuses))
    assert all(400 <= status < 600 for status in statuses)


def test_every_reason_that_the_code_gives_is_in_the_table_and_the_reverse() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in REASONS.parent.glob("*.py"))
    listed = set(reasons())
    given_codes = set(re.findall(r'Failure\(\s*"(\w+)"', code)) | set(re.findall(r'Error, "(\w+)"', code))
    assert given_codes <= listed
    named = {reason.reason for reason in reasons().values() if reason.statuses}
    package = REASONS.parents[1]
    everywhere = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert all(f'"{reason}"' in everywhere for reason in listed - named)


@given(st.integers(min_value=100, max_value=999))
def test_every_status_has_a_reason_and_is_named_in_the_message(status: int) -> None:
    failure = failure_of_status(status, None)
    assert failure.status == status
    assert str(status) in failure.message("http://a.test/")


@given(st.integers(min_value=400, max_value=499))
def test_what_the_site_refuses_is_permanent_but_for_those_that_ask_for_another_try(status: int) -> None:
    assert failure_of_status(status, None).reason.permanent == (status not in (408, 425, 429))


def test_a_message_says_where_what_and_what_to_do() -> None:
    message = Failure("unreachable", "no connection").message("http://a.test/x")
    assert message == "http://a.test/x: no connection. Nobody answers: it is tried again later."


@given(st.integers(min_value=1, max_value=1000), st.randoms(use_true_random=False), st.floats(0.1, 10))
def test_a_wait_is_between_the_step_and_twice_the_step_and_never_too_long(
    attempt: int, random: Random, first: float
) -> None:
    settings = FetchSettings(first_backoff=first, longest_wait=60.0)
    step = first * 2 ** (attempt - 1) if attempt < 30 else 60.0
    assert min(step, 60.0) <= backoff(attempt, settings, random) <= min(2 * step, 60.0)


def test_the_same_chance_gives_the_same_waits() -> None:
    waits: list[Any] = [[backoff(n, FetchSettings(), random) for n in range(1, 5)] for random in (Random(1), Random(1))]
    assert waits[0] == waits[1] == sorted(waits[0])
