from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import Archive, Fetch
from ingest.archive.plausibility import Plausibility
from ingest.archive.reception import receive, validators_of
from ingest.fetch.records import FetchResult, Validators

pytestmark = pytest.mark.unit
ADDRESS = "http://a.test/r.html"
FINAL = f"{ADDRESS}?id=1"
REPORT = "本县政府工作报告正文".encode() * 50
MAINTENANCE = "系统维护中".encode() * 100


def answer(data: bytes | None, day: int = 1, **said: Any) -> FetchResult:
    given: dict[str, Any] = {
        "address": ADDRESS,
        "final_address": FINAL,
        "redirects": (FINAL,),
        "fetched_at": f"2026-03-{day:02d}T00:00:00.000000+00:00",
        "outcome": "ok",
        "attempts": 1,
        "status": 200,
        "etag": '"1"',
        "media_type": "text/html",
        "data": data,
    }
    if data is not None:
        given |= {"sha256": hashlib.sha256(data).hexdigest(), "byte_count": len(data)}
    return FetchResult(**(given | said))


def failure(permanent: bool) -> FetchResult:
    said = {"status": 404, "permanent": permanent, "reason": "not_found", "message": "gone", "etag": None}
    return answer(None, outcome="failed", **said)


PLAUSIBLE = Plausibility(
    format_of=lambda data: "pdf" if data.startswith(b"%PDF") else "html",
    why_no_report=lambda data, *_: "it says maintenance." if "维护".encode() in data else None,
)


def test_every_answer_of_the_web_is_recorded_with_what_the_server_said(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = receive(archive, answer(REPORT, tls_verified=False, charset="gb2312"), None)
    again = receive(archive, answer(REPORT), archive.current()[ADDRESS])
    missing = receive(archive, failure(permanent=True), archive.current()[ADDRESS])
    assert [first.news, again.news, missing.news] == [True, False, False]
    assert archive.fetches() == [first.fetch, again.fetch, missing.fetch]
    kept = archive.fetches()[0]
    assert (kept.source, kept.final_address, kept.redirects) == ("publishers", FINAL, (FINAL,))
    assert (kept.status, kept.etag, kept.tls_verified, kept.charset, kept.attempts) == (200, '"1"', False, "gb2312", 1)
    assert (kept.permanent, kept.reason) == (None, None)
    assert (missing.fetch.permanent, missing.fetch.reason, missing.fetch.sha256) == (True, "not_found", None)


def test_not_modified_stands_for_the_bytes_of_before(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = receive(archive, answer(REPORT), None).fetch
    same = receive(archive, answer(None, outcome="not_modified", status=304, media_type=None), first)
    assert (same.news, same.fetch.outcome, same.fetch.sha256) == (False, "not_modified", first.sha256)
    assert (same.fetch.media_type, same.fetch.byte_count) == ("text/html", len(REPORT))
    assert archive.current()[ADDRESS] == same.fetch
    assert archive.vintages(ADDRESS) == [first]


def test_not_modified_without_bytes_of_before_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.test.*no bytes"):
        receive(Archive(tmp_path), answer(None, outcome="not_modified"), None)


def test_a_failure_leaves_the_bytes_of_before_current(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = receive(archive, answer(REPORT), None).fetch
    receive(archive, failure(permanent=False), first)
    assert archive.current()[ADDRESS] == first
    assert archive.latest()[ADDRESS].outcome == "failed"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"%PDF-1.4" + REPORT, "other_format"),
        (REPORT[: len(REPORT) // 4], "much_smaller"),
        (REPORT * 21, "much_larger"),
        (MAINTENANCE, "no_report"),
    ],
)
def test_what_cannot_be_the_report_is_kept_but_does_not_replace_it(tmp_path: Path, data: bytes, reason: str) -> None:
    archive = Archive(tmp_path)
    first = receive(archive, answer(REPORT), None, PLAUSIBLE).fetch
    held = receive(archive, answer(data, etag='"2"'), first, PLAUSIBLE)
    assert (held.news, held.fetch.outcome, held.fetch.reason) == (False, "held_back", reason)
    assert ADDRESS in (held.fetch.message or "") and "stay current" in (held.fetch.message or "")
    assert archive.read(held.fetch.sha256 or "") == data
    assert archive.current()[ADDRESS] == first
    assert validators_of(archive.current()[ADDRESS]) == Validators(FINAL, '"1"', None)
    assert [vintage.outcome for vintage in archive.vintages(ADDRESS)] == ["ok", "held_back"]


@pytest.mark.parametrize("share", [0.31, 1.0, 19.9])
def test_a_correction_of_plausible_size_replaces_what_was_there(tmp_path: Path, share: float) -> None:
    archive = Archive(tmp_path)
    first = receive(archive, answer(REPORT), None, PLAUSIBLE).fetch
    changed = (REPORT[::-1] * 20)[: int(len(REPORT) * share)]
    new = receive(archive, answer(changed, day=2), first, PLAUSIBLE)
    assert (new.news, new.fetch.outcome) == (True, "ok")
    assert archive.vintages(ADDRESS) == [first, new.fetch]


def test_the_first_bytes_of_an_address_are_taken_as_they_are(tmp_path: Path) -> None:
    assert receive(Archive(tmp_path), answer(MAINTENANCE), None, PLAUSIBLE).news


def test_vintages_are_told_in_order_and_a_return_to_old_bytes_is_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for day, data in enumerate((b"one", b"one", b"two", b"one"), start=1):
        receive(archive, answer(data, day=day), archive.current().get(ADDRESS))
    assert [vintage.fetched_at[8:10] for vintage in archive.vintages(ADDRESS)] == ["01", "03", "04"]
    assert archive.vintages("http://elsewhere.test/") == []


def test_lines_from_before_a_field_existed_can_still_be_read(tmp_path: Path) -> None:
    old = {
        "address": "file:///a.txt",
        "source": "files",
        "fetched_at": "2025-01-01T00:00:00+00:00",
        "outcome": "failed",
        "sha256": None,
        "byte_count": None,
        "message": "denied",
    }
    (tmp_path / "fetches.jsonl").write_text(json.dumps(old) + "\n", encoding="utf-8")
    (fetch,) = Archive(tmp_path).fetches()
    assert {name: asdict(fetch)[name] for name in old} == old
    assert (fetch.status, fetch.redirects, fetch.permanent) == (None, (), None)


@given(
    st.builds(
        Fetch,
        *(st.text(), st.just("publishers"), st.text(), st.just("ok"), st.none() | st.text(), st.none(), st.text()),
        redirects=st.lists(st.text()).map(tuple),
        etag=st.none() | st.text(),
    )
)
def test_a_record_is_one_line_and_comes_back_equal(fetch: Fetch) -> None:
    line = fetch.line()
    assert line.endswith("\n") and "\n" not in line[:-1]
    assert Fetch.of_record(json.loads(line)) == fetch
    assert repr(Fetch.of_record(json.loads(line))) == repr(fetch)


@given(st.lists(st.binary(max_size=3), max_size=6), st.integers(0, 400))
def test_wherever_a_crash_cuts_the_records_those_before_are_kept_and_the_next_is_whole(
    tmp_path_factory: pytest.TempPathFactory, vintages: list[bytes], cut: int
) -> None:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    for data in vintages:
        receive(archive, answer(data), None)
    before = archive.fetches()
    log = archive.root / "fetches.jsonl"
    if before:
        os.truncate(log, max(log.stat().st_size - cut, 0))
    left = archive.fetches()
    assert left == before[: len(left)]
    added = receive(archive, answer(b"new"), None).fetch
    assert archive.fetches() == [*left, added]


def test_addresses_without_validators_are_asked_unconditionally(tmp_path: Path) -> None:
    fetch = receive(Archive(tmp_path), answer(REPORT, etag=None), None).fetch
    assert validators_of(fetch) is None
    assert validators_of(None) is None
    assert validators_of(replace(fetch, last_modified="x", final_address=None)) == Validators(ADDRESS, None, "x")
