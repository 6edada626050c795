"""What is new, what is known, what has vanished; what the log remembers; what is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.listings.due import due, interval
from ingest.listings.links import Link
from ingest.listings.log import ListingLog
from ingest.listings.news import compare
from ingest.publishers.catalogue import Publisher

pytestmark = pytest.mark.unit

WHO = "990101-政府"
ONE = Link("http://www.a.gov.cn/1.html", "2022年法治政府建设情况报告", date(2023, 3, 1), 2022)
TWO = Link("http://www.a.gov.cn/2.html", "2023年法治政府建设情况报告", date(2024, 3, 1), 2023)
THREE = Link("http://www.a.gov.cn/3.html", "2024年法治政府建设情况报告", None, None)
MORNING = datetime(2024, 3, 1, 6, tzinfo=UTC)


def test_links_are_new_known_or_vanished() -> None:
    news = compare(WHO, [TWO, THREE], [TWO.address, "http://b.cn/"], [ONE, TWO])
    assert (news.new, news.known, news.vanished) == ((THREE,), (TWO,), (ONE,))


def test_a_known_page_under_another_scheme_or_without_www_is_no_news() -> None:
    assert compare(WHO, [ONE, TWO], ["https://a.gov.cn/1.html", "https://www.a.gov.cn/2.html"]).new == ()


def test_nothing_has_vanished_from_a_listing_that_was_not_read_to_its_end() -> None:
    assert compare(WHO, [TWO], [], [ONE, TWO], whole=False).vanished == ()


_links = st.lists(st.integers(0, 9).map(lambda n: Link(f"http://a.cn/{n}.html", str(n), None, None)), max_size=12)


@given(_links, _links, _links)
def test_every_link_is_in_exactly_one_lot(found: list[Link], known: list[Link], last: list[Link]) -> None:
    news = compare(WHO, found, [link.address for link in known], last)
    lots = [{link.address for link in lot} for lot in (news.new, news.known, news.vanished)]
    assert sum(map(len, lots)) == len(set().union(*lots)) == len(news.new) + len(news.known) + len(news.vanished)
    assert lots[0] | lots[1] == {link.address for link in found}
    assert lots[0] | lots[1] | lots[2] == {link.address for link in [*found, *last]}


def test_the_log_goes_on_after_a_restart(tmp_path: Path) -> None:
    log = ListingLog(tmp_path / "state")
    log.record(WHO, [ONE, TWO], MORNING)
    log.record_failure(WHO, "503", MORNING + timedelta(hours=1))
    again = ListingLog(tmp_path / "state")
    assert again.last_links(WHO) == (ONE, TWO)
    assert again.last_checked() == {WHO: MORNING + timedelta(hours=1)}
    assert again.last_success(WHO) == MORNING
    assert [check.message for check in again.failing().values()] == ["503"]
    assert again.checks() == log.checks()


def test_a_look_that_saw_the_same_does_not_repeat_it(tmp_path: Path) -> None:
    log = ListingLog(tmp_path)
    log.record(WHO, [ONE], MORNING)
    assert log.record(WHO, [ONE], MORNING + timedelta(days=1)).links is None
    assert log.record(WHO, [], MORNING + timedelta(days=2)).links == ()
    assert log.record(WHO, [], MORNING + timedelta(days=3)).links is None
    assert ListingLog(tmp_path).last_links(WHO) == ()


def test_an_empty_first_look_is_remembered_as_one(tmp_path: Path) -> None:
    log = ListingLog(tmp_path)
    assert log.record(WHO, [], MORNING).links == ()
    assert ListingLog(tmp_path).last_success(WHO) == MORNING


def test_a_vanished_link_stays_in_the_log_with_the_time_when_it_was_last_seen(tmp_path: Path) -> None:
    log = ListingLog(tmp_path)
    days = [MORNING + timedelta(days=number) for number in range(4)]
    log.record(WHO, [ONE], days[0])
    log.record(WHO, [ONE], days[1])
    log.record_failure(WHO, "timeout", days[2])
    log.record(WHO, [TWO], days[3])
    one, two = log.sightings(WHO)
    assert (one.link, one.vanished, two.link, two.vanished) == (ONE, True, TWO, False)
    assert [datetime.fromisoformat(seen) for seen in (one.first_seen, one.last_seen, two.first_seen)] == [
        days[0],
        days[1],
        days[3],
    ]


@given(cut=st.integers(1, 200))
def test_a_line_cut_off_by_a_crash_is_dropped_and_the_next_one_is_whole(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    log = ListingLog(folder)
    log.record(WHO, [ONE], MORNING)
    whole = (folder / "listings.jsonl").read_bytes()
    log.record(WHO, [TWO], MORNING + timedelta(days=1))
    file = folder / "listings.jsonl"
    data = file.read_bytes()
    file.write_bytes(data[: max(len(whole), len(data) - cut)])
    again = ListingLog(folder)
    assert again.last_links(WHO) == (ONE,)
    again.record(WHO, [THREE], MORNING + timedelta(days=2))
    assert ListingLog(folder).last_links(WHO) == (THREE,)
    assert file.read_bytes().startswith(whole)


def test_looks_that_say_the_same_are_thinned_out_without_changing_what_the_log_says(tmp_path: Path) -> None:
    log = ListingLog(tmp_path)
    for number in range(50):
        if 20 <= number < 30:
            log.record_failure(WHO, "503", MORNING + timedelta(days=number))
        else:
            log.record(WHO, [ONE] if number < 40 else [TWO], MORNING + timedelta(days=number))
    before = (log.sightings(WHO), log.last_checked(), log.last_success(WHO), log.last_links(WHO))
    log.thin()
    again = ListingLog(tmp_path)
    assert (again.sightings(WHO), again.last_checked(), again.last_success(WHO), again.last_links(WHO)) == before
    assert again.checks() == log.checks()
    assert len(log.checks()) < 12
    assert [path.name for path in tmp_path.iterdir()] == ["listings.jsonl"]


def test_the_log_is_not_written_anew_for_every_look_that_could_be_dropped(tmp_path: Path) -> None:
    log, rewritten, most = ListingLog(tmp_path), 0, 0
    file = tmp_path / "listings.jsonl"
    for number in range(100):
        log.record(WHO, [ONE], MORNING + timedelta(days=number))
        before = file.stat().st_ino
        log.thin()
        rewritten += file.stat().st_ino != before
        most = max(most, len(ListingLog(tmp_path).checks()))
    assert 0 < rewritten < 50
    assert most <= 6


def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zone"):
        ListingLog(tmp_path).record(WHO, [], datetime(2024, 3, 1))  # noqa: DTZ001


def publisher(name: str, hours: int = 24, listing: str | None = "http://a.cn/l/") -> Publisher:
    return Publisher(name, name, "990101", "county", listing, "html" if listing else None, interval_hours=hours)


def ids(publishers: list[Publisher]) -> list[str]:
    return [one.publisher_id for one in publishers]


def test_those_never_looked_at_come_first_then_the_longest_overdue() -> None:
    now = datetime(2024, 7, 1, tzinfo=UTC)
    everyone = [
        publisher("late"),
        publisher("later"),
        publisher("fresh"),
        publisher("new"),
        publisher("nowhere", listing=None),
    ]
    looked = {"late": now - timedelta(hours=30), "later": now - timedelta(hours=90), "fresh": now - timedelta(hours=23)}
    assert ids(due(everyone, looked, now)) == ["new", "later", "late"]


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2024, 7, 1, tzinfo=UTC), 24),
        (datetime(2024, 3, 1, tzinfo=UTC), 6),
        (datetime(2023, 12, 31, 15, 59, tzinfo=UTC), 24),
        (datetime(2023, 12, 31, 16, tzinfo=UTC), 6),
        (datetime(2024, 4, 30, 15, 59, tzinfo=UTC), 6),
        (datetime(2024, 4, 30, 16, tzinfo=UTC), 24),
    ],
)
def test_listings_are_looked_at_four_times_denser_from_january_to_april_in_china(moment: datetime, hours: int) -> None:
    assert interval(publisher("x"), moment) == timedelta(hours=hours)
    looked = {"x": moment - timedelta(hours=hours)}
    assert ids(due([publisher("x")], looked, moment)) == ["x"]
    assert due([publisher("x")], {"x": looked["x"] + timedelta(seconds=1)}, moment) == []


def test_no_listing_is_looked_at_more_than_once_an_hour() -> None:
    assert interval(publisher("x", 1), MORNING) == timedelta(hours=1)


def test_a_last_look_in_the_future_counts_as_none() -> None:
    assert ids(due([publisher("x")], {"x": MORNING + timedelta(days=1)}, MORNING)) == ["x"]
