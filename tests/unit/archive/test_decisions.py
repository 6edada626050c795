"""Taking a held-back vintage after all, and taking that back: always a record, never a loss."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.archive import Archive, Fetch
from ingest.archive.decisions import Decision, NothingToDecide, accept, drop, undo
from ingest.archive.reception import validators_of
from ingest.archive.records import Outcome
from ingest.fetch.records import Validators
from ingest.loading.corpus import Corpus

pytestmark = pytest.mark.unit

HERE, THERE = "http://a.test/r.html", "http://b.test/r.html"
START = datetime(2026, 3, 1, tzinfo=UTC)


class Desk:
    """An archive, and a clock that goes on by a day with everything that happens."""

    def __init__(self, root: Path) -> None:
        self.archive = Archive(root)
        self.days = 0

    def day(self) -> datetime:
        self.days += 1
        return START + timedelta(days=self.days)

    def decision(self) -> Decision:
        return Decision("梁颂", "the county shortened it", self.day())

    def fetched(self, data: bytes | None, outcome: Outcome, address: str = HERE) -> Fetch:
        sha256 = self.archive.keep(data) if data is not None else None
        tag = f'"{hashlib.sha256(data or b"").hexdigest()[:6]}"'
        at = self.day().isoformat(timespec="microseconds")
        size = None if data is None else len(data)
        return self.archive.record(
            Fetch(address, "publishers", at, outcome, sha256, size, outcome, address, etag=tag, charset="gbk")
        )

    def current(self, address: str = HERE) -> bytes:
        return self.archive.read(self.archive.current()[address].sha256 or "")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A report, and something of the next day that was held back."""
    found = Desk(tmp_path)
    found.fetched(b"report", "ok")
    found.fetched(b"short", "held_back")
    return found


def test_accepted_bytes_are_current_from_then_on_with_who_when_and_why(desk: Desk) -> None:
    assert list(desk.archive.held_back()) == [HERE]
    [decided] = accept(desk.archive, HERE, desk.decision())
    assert desk.current() == b"short" and desk.archive.held_back() == {}
    assert (decided.outcome, decided.reason, decided.decided_by) == ("decided", "accepted", "梁颂")
    assert (decided.message, decided.fetched_at[:10]) == ("the county shortened it", "2026-03-04")
    assert desk.archive.fetches()[-1] == decided and len(desk.archive.fetches()) == 3


def test_accepted_bytes_are_asked_for_by_what_the_server_said_of_them(desk: Desk) -> None:
    held = desk.archive.held_back()[HERE]
    accept(desk.archive, HERE, desk.decision())
    assert validators_of(desk.archive.current()[HERE]) == Validators(HERE, held.etag, None)
    assert desk.archive.current()[HERE].charset == "gbk"


def test_a_decision_is_no_fetch_so_that_it_puts_off_no_next_look(desk: Desk) -> None:
    asked = desk.archive.latest()[HERE]
    accept(desk.archive, HERE, desk.decision())
    assert desk.archive.latest()[HERE] == asked


def test_an_acceptance_that_is_undone_leaves_the_bytes_of_before_current_and_the_others_held_back(desk: Desk) -> None:
    before = desk.archive.current()[HERE]
    accept(desk.archive, HERE, desk.decision())
    [undone] = undo(desk.archive, HERE, desk.decision())
    assert desk.current() == b"report" and list(desk.archive.held_back()) == [HERE]
    assert (undone.reason, undone.etag, undone.sha256) == ("undone", before.etag, before.sha256)
    with pytest.raises(NothingToDecide, match="no acceptance can be undone"):
        undo(desk.archive, HERE, desk.decision())
    accept(desk.archive, HERE, desk.decision())
    assert desk.current() == b"short"


def test_an_acceptance_can_be_undone_after_the_site_has_said_that_nothing_changed(desk: Desk) -> None:
    accept(desk.archive, HERE, desk.decision())
    desk.fetched(b"short", "not_modified")
    desk.fetched(b"short", "ok")
    desk.fetched(None, "failed")
    undo(desk.archive, HERE, desk.decision())
    assert desk.current() == b"report"


def test_it_cannot_be_undone_once_the_site_has_brought_others(desk: Desk) -> None:
    accept(desk.archive, HERE, desk.decision())
    desk.fetched(b"a whole new report", "ok")
    with pytest.raises(NothingToDecide, match="other bytes since"):
        undo(desk.archive, HERE, desk.decision())
    assert desk.current() == b"a whole new report"


def test_a_hash_takes_the_same_bytes_at_every_address_and_no_others(desk: Desk) -> None:
    desk.fetched(b"report there", "ok", THERE)
    desk.fetched(b"short", "held_back", THERE)
    desk.fetched(b"report elsewhere", "ok", "http://c.test/")
    desk.fetched(b"empty", "held_back", "http://c.test/")
    sha256 = hashlib.sha256(b"short").hexdigest()
    decided = accept(desk.archive, sha256[:12].upper(), desk.decision())
    assert [one.address for one in decided] == [HERE, THERE]
    assert list(desk.archive.held_back()) == ["http://c.test/"]


@pytest.mark.parametrize("named", ["http://nobody.test/", "", "abcdefabcdef", "r.html"])
def test_what_nothing_is_held_back_under_is_said(desk: Desk, named: str) -> None:
    with pytest.raises(NothingToDecide, match="fazhi status"):
        accept(desk.archive, named, desk.decision())
    assert len(desk.archive.fetches()) == 2


def test_a_few_digits_of_a_hash_are_too_few(desk: Desk) -> None:
    with pytest.raises(NothingToDecide):
        accept(desk.archive, hashlib.sha256(b"short").hexdigest()[:7], desk.decision())


def test_an_address_fits_however_its_scheme_is_written(desk: Desk) -> None:
    assert accept(desk.archive, HERE.replace("http:", "https:"), desk.decision())


def test_bytes_that_the_archive_has_lost_are_not_accepted(desk: Desk) -> None:
    sha256 = desk.archive.held_back()[HERE].sha256 or ""
    (desk.archive.root / "objects" / sha256[:2] / sha256).unlink()
    with pytest.raises(FileNotFoundError):
        accept(desk.archive, HERE, desk.decision())
    assert desk.current() == b"report"


def test_what_the_site_took_back_itself_waits_for_nobody(desk: Desk) -> None:
    desk.fetched(b"report", "not_modified")
    assert desk.archive.held_back() == {}
    with pytest.raises(NothingToDecide):
        accept(desk.archive, HERE, desk.decision())


def test_a_site_that_is_down_does_not_hide_what_waits(desk: Desk) -> None:
    desk.fetched(None, "failed")
    assert list(desk.archive.held_back()) == [HERE]


def test_a_decision_is_news_for_the_warehouse_and_hides_no_failure(desk: Desk) -> None:
    desk.fetched(None, "failed")
    before = Corpus.of(desk.archive.fetches())
    accept(desk.archive, HERE, desk.decision())
    after = Corpus.of(desk.archive.fetches())
    assert before.fingerprint != after.fingerprint
    assert after.current == {hashlib.sha256(b"short").hexdigest()}
    assert [one.address for one in after.failures] == [HERE]
    undo(desk.archive, HERE, desk.decision())
    assert Corpus.of(desk.archive.fetches()).fingerprint == before.fingerprint


def test_lines_from_before_decisions_existed_can_be_read(desk: Desk) -> None:
    line = desk.archive.fetches()[0].line().replace(', "decided_by": null', "")
    assert "decided_by" not in line
    assert Fetch.of_record(json.loads(line)) == desk.archive.fetches()[0]


steps = st.lists(
    st.sampled_from(["ok", "same", "held", "failed", "accept", "undo"]).flatmap(
        lambda step: st.tuples(st.just(step), st.sampled_from([b"one", b"two", b"three"]))
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_happens_the_current_bytes_are_those_last_taken(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, bytes]]
) -> None:
    """Against a model of a few lines: what is current, what waits, what an acceptance took the place of."""
    desk = Desk(tmp_path_factory.mktemp("any"))
    desk.fetched(b"first", "ok")
    current, waits, accepted = b"first", None, None
    for step, data in done:
        if step == "ok":
            desk.fetched(data, "ok")
            accepted = accepted if data == current else None
            current, waits = data, None
        elif step == "same":
            desk.fetched(current, "not_modified")
            waits = None
        elif step == "held" and data != current:
            desk.fetched(data, "held_back")
            waits = data
        elif step == "failed":
            desk.fetched(None, "failed")
        elif step == "accept" and waits:
            accept(desk.archive, HERE, desk.decision())
            current, accepted, waits = waits, (current, waits), None
        elif step == "undo" and accepted:
            undo(desk.archive, HERE, desk.decision())
            answer = next(
                one for one in reversed(desk.archive.fetches()) if one.outcome in ("ok", "not_modified", "held_back")
            )
            current, accepted = accepted[0], None
            held = answer.outcome == "held_back" and desk.archive.read(answer.sha256 or "")
            waits = held if held and held != current else None
        assert desk.current() == current
        assert [one.sha256 for one in desk.archive.held_back().values()] == (
            [hashlib.sha256(waits).hexdigest()] if waits else []
        )


def test_a_record_says_what_it_always_said(desk: Desk) -> None:
    held = desk.archive.held_back()[HERE]
    [decided] = accept(desk.archive, HERE, desk.decision())
    same = {"outcome": held.outcome, "reason": held.reason, "message": held.message, "fetched_at": held.fetched_at}
    assert replace(decided, decided_by=None, **same) == held  # type: ignore[arg-type]


def test_a_dropped_address_leaves_the_corpus_and_comes_back_when_that_is_undone(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for name in ("a", "b"):
        archive.store(f"file:///{name}.txt", "files", name.encode(), None)
    before = Corpus.of(archive.fetches())
    decision = Decision("王芳", "a draft", datetime(2026, 3, 1, tzinfo=UTC))
    dropped = drop(archive, "file:///a.txt", decision)
    assert (dropped.outcome, dropped.message, dropped.decided_by) == ("dropped", "a draft", "王芳")
    after = Corpus.of(archive.fetches())
    assert [item.address for item in after.items] == ["file:///b.txt"]
    assert dropped in after.fetches
    assert after.fingerprint != before.fingerprint
    assert archive.dropped() == {"file:///a.txt"}
    assert archive.latest()["file:///a.txt"].outcome == "ok", "a decision is no fetch"
    with pytest.raises(NothingToDecide, match="dropped already"):
        drop(archive, "file:///a.txt", decision)
    drop(archive, "file:///a.txt", decision, undone=True)
    assert Corpus.of(archive.fetches()).fingerprint == before.fingerprint
    assert archive.dropped() == set()


@pytest.mark.parametrize(
    ("address", "undone", "fault"), [("file:///z.txt", False, "no such"), ("A", True, "not dropp")]
)
def test_what_cannot_be_dropped_changes_nothing(tmp_path: Path, address: str, undone: bool, fault: str) -> None:
    archive = Archive(tmp_path)
    archive.store("A", "files", b"a", None)
    with pytest.raises(NothingToDecide, match=fault):
        drop(archive, address, Decision("王芳", "why", datetime(2026, 3, 1, tzinfo=UTC)), undone=undone)
    assert len(archive.fetches()) == 1
