from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import Fetch
from ingest.live.addresses import Addresses
from ingest.live.outcome import Collected
from ingest.live.selection import Selection
from ingest.loading.corpus import Corpus, has_real
from ingest.publishers.catalogue import KnownAddress, Publisher

pytestmark = pytest.mark.unit


def publisher(code: str) -> Publisher:
    return Publisher(f"{code}-政府", "某政府", code, "county")


CODES = [publisher(code) for code in ("500000", "500100", "500112", "510000", "510115", "511500")]


@pytest.mark.parametrize(
    ("region", "taken"),
    [
        ("500000", ["500000", "500100", "500112"]),
        ("500100", ["500100", "500112"]),
        ("511500", ["511500"]),
        ("510115", ["510115"]),
    ],
)
def test_a_region_takes_what_lies_in_it(region: str, taken: list[str]) -> None:
    assert [one.region_code for one in Selection(region=region).publishers(CODES)] == taken


def test_the_code_of_the_nation_takes_everybody() -> None:
    assert Selection(region="000000").publishers(CODES) == CODES


def test_a_report_whose_year_nobody_knows_is_left_to_a_refresh_of_all_years() -> None:
    assert Selection().takes_year(None)
    assert not Selection(year=2024).takes_year(None)


def test_a_page_counts_once_under_the_address_that_the_archive_has() -> None:
    known = [KnownAddress("https://www.a.test/r.html", "p", 2023, None)]
    addresses = Addresses(known, ["http://a.test/r.html"])
    assert addresses.known("p") == ["http://a.test/r.html"]


def fetch(outcome: str, day: int, sha256: str | None = "a" * 64, **more: object) -> Fetch:
    at = f"2026-03-{day:02d}T00:00:00.000000+00:00"
    return Fetch("http://a.test/r.html", "publishers", at, outcome, sha256, 1, **({"message": None} | more))  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(["ok", "not_modified"]), max_size=5))
def test_asking_again_and_hearing_the_same_leaves_the_fingerprint(outcomes: list[str]) -> None:
    first = [fetch("ok", 1)]
    again = [fetch(outcome, day) for day, outcome in enumerate(outcomes, start=2)]
    assert Corpus.of([*first, *again]).fingerprint == Corpus.of(first).fingerprint


def test_a_failure_a_recovery_and_other_bytes_each_change_the_fingerprint() -> None:
    first = fetch("ok", 1)
    failed = fetch("failed", 2, None, message="Left alone for another 299 s.", reason="host_resting")
    other = fetch("ok", 2, "b" * 64)
    held = fetch("held_back", 2, "b" * 64, reason="no_report")
    prints = [Corpus.of([first, *more]).fingerprint for more in ([], [failed], [other], [held])]
    assert len(set(prints)) == 4
    assert Corpus.of([first, other, first]).fingerprint == prints[3], "a correction that was taken back is not current"
    later = fetch("failed", 3, None, message="Left alone for another 12 s.", reason="host_resting")
    assert Corpus.of([first, failed, later]).fingerprint == prints[1]
    assert Corpus.of([first, failed, fetch("not_modified", 4)]).fingerprint == prints[0]


def test_an_address_that_never_answered_does_not_drive_the_samples_out() -> None:
    sample = Fetch("file:///s.txt", "samples", "2026-01-01T00:00:00+00:00", "ok", "c" * 64, 1, None)
    failed = fetch("failed", 2, None, message="Nobody answers.", reason="unreachable")
    assert not has_real([sample, failed])
    assert len(Corpus.of([sample, failed]).items) == 1
    assert [one.sha256 for one in Corpus.of([sample, fetch("ok", 3)]).items] == ["a" * 64]


def test_a_refresh_that_asked_nobody_has_counted_nothing() -> None:
    assert Collected().asked == 0
