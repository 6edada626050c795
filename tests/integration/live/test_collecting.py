"""A live refresh against sites of our own, through the library, with a clock that nobody waits for."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ingest.live import Selection
from ingest.live.selection import NobodyChosen
from ingest.loading.corpus import Corpus
from ingest.publishers.catalogue import KnownAddress, Publisher

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
COUNTY, DISTRICT = "wutang.test", "yanyao.test"
MAINTENANCE = "<html><body>" + "<p>系统正在维护,请稍后再试。</p>" * 200 + "</body></html>"


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.html").read_bytes()


@pytest.fixture
def two(bureau: Any) -> Any:
    """Two governments: a county whose listing has two pages, and a district that has one."""
    sites = bureau.sites
    for year in (2021, 2022, 2023):
        sites.put(COUNTY, f"/fz/{year}.html", sample(f"wutang-{year}"))
    sites.put(DISTRICT, "/zw/r2023.html", sample("yanyao-2023"))
    county = sites.put_listing(
        COUNTY, "/fz/", {"雾棠县2023年法治政府建设情况报告": "2023.html"}, next_page="index_1.html"
    )
    sites.put_listing(
        COUNTY,
        "/fz/index_1.html",
        {f"雾棠县{year}年度法治政府建设工作报告": f"{year}.html" for year in (2022, 2021)},
    )
    district = sites.put_listing(DISTRICT, "/zw/list.html", {"砚垚区2023年法治政府建设情况的报告": "r2023.html"})
    bureau.publishers = [
        Publisher("990121-政府", "雾棠县人民政府", "990121", "county", county, "html"),
        Publisher("990103-政府", "砚垚区人民政府", "990103", "county", district, "html"),
    ]
    return bureau


def fingerprint(bureau: Any) -> str:
    return Corpus.of(bureau.archive.fetches()).fingerprint


def test_a_first_look_goes_through_all_pages_and_brings_every_report(two: Any) -> None:
    collected = two.collect()
    assert (collected.listings_checked, collected.listings_failed) == (2, {})
    assert len(collected.new_links) == len(collected.news) == 4
    current = two.archive.current()
    assert current[two.sites.url(COUNTY, "/fz/2021.html")].byte_count == len(sample("wutang-2021"))
    assert all(fetch.source == "publishers" and fetch.status == 200 for fetch in current.values())


def test_the_second_refresh_of_the_day_asks_nobody(two: Any) -> None:
    two.collect()
    before = len(two.sites.visits)
    two.sites.clock.turn(hours=1)
    collected = two.collect()
    assert (collected.listings_checked, collected.asked, len(two.sites.visits)) == (0, 0, before)


def test_what_has_not_changed_costs_one_conditional_request_and_is_no_news(two: Any) -> None:
    two.collect()
    was, asked = fingerprint(two), len(two.sites.visits)
    two.sites.clock.turn(days=1)
    collected = two.collect()
    assert (collected.unchanged, collected.news, collected.new_links, collected.vanished_links) == (4, [], [], [])
    again = [visit for visit in two.sites.visits[asked:] if visit[1].endswith("3.html") and visit[0] == COUNTY]
    assert [(path, status) for _, path, status, _ in again] == [("/fz/2023.html", 304)]
    assert "/fz/index_1.html" not in [path for _, path, _, _ in two.sites.visits[asked:]]
    assert len(two.archive.fetches()) == 8, "every attempt is recorded"
    assert fingerprint(two) == was


def test_a_report_is_asked_less_often_the_longer_it_stands_and_daily_again_once_it_has_changed(two: Any) -> None:
    two.collect()
    address = two.sites.url(DISTRICT, "/zw/r2023.html")

    def asked_on(days: range) -> list[int]:
        """The days on which the address was asked, of so many since the first."""
        asked = []
        for day in days:
            two.sites.clock.turn(days=1)
            two.sites.visits.clear()
            two.collect()
            asked += [day] if "/zw/r2023.html" in two.sites.paths(DISTRICT) else []
        return asked

    assert asked_on(range(1, 15)) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13]
    assert asked_on(range(15, 31)) == [15, 17, 20, 23, 26, 30]
    two.sites.put(DISTRICT, "/zw/r2023.html", sample("yanyao-2022"))
    assert asked_on(range(31, 39)) == [34, 35, 36, 37, 38]
    assert len(two.archive.vintages(address)) == 2


def test_a_schedule_that_starts_seconds_earlier_than_the_day_before_passes_nothing_over(two: Any) -> None:
    start = two.sites.clock.time
    two.collect()
    two.sites.clock.time = start + timedelta(days=1, seconds=-40)
    assert two.collect().listings_checked == 2


def test_a_year_with_a_correction_and_a_site_that_is_down_ends_with_each_vintage_once(two: Any) -> None:
    two.collect()
    two.sites.clock.turn(days=1)
    corrected = sample("wutang-2023").replace(b"2023", b"2023 ", 1)
    address = two.sites.put(COUNTY, "/fz/2023.html", corrected)
    two.sites.down.add(DISTRICT)
    collected = two.collect()
    assert [fetch.address for fetch in collected.news] == [address]
    assert list(collected.listings_failed) == ["990103-政府"]
    assert [fetch.address for fetch in collected.failed] == [two.sites.url(DISTRICT, "/zw/r2023.html")]
    assert list(two.log.failing()) == ["990103-政府"]
    two.sites.clock.turn(days=1)
    two.sites.down.clear()
    back = two.collect()
    assert (back.listings_checked, back.unchanged, back.news, two.log.failing()) == (2, 4, [], {})
    vintages = {one: len(two.archive.vintages(one)) for one in two.archive.latest()}
    assert vintages == {one: 2 if one == address else 1 for one in vintages} and len(vintages) == 4
    assert two.archive.read(two.archive.current()[address].sha256) == corrected
    corpus = Corpus.of(two.archive.fetches())
    assert (len(corpus.items), len(corpus.current), corpus.failures) == (5, 4, [])


def test_a_new_report_on_the_first_page_is_found_without_reading_the_others(two: Any) -> None:
    two.collect()
    two.sites.clock.turn(days=1)
    two.sites.put(COUNTY, "/fz/2024.html", sample("wutang-2024"))
    links = {"雾棠县2024年法治政府建设情况报告": "2024.html", "雾棠县2023年法治政府建设情况报告": "2023.html"}
    two.sites.put_listing(COUNTY, "/fz/", links, next_page="index_1.html")
    collected = two.collect()
    assert [link.report_year for link in collected.new_links] == [2024]
    assert [fetch.address for fetch in collected.news] == [two.sites.url(COUNTY, "/fz/2024.html")]
    assert collected.vanished_links == []
    assert not any(sighting.vanished for sighting in two.log.sightings("990121-政府"))


def test_a_link_that_vanishes_is_noted_and_what_was_fetched_stays(two: Any) -> None:
    two.collect()
    two.sites.clock.turn(days=1)
    two.sites.put_listing(DISTRICT, "/zw/list.html", {"砚垚区2024年法治政府建设情况的报告": "r2024.html"})
    two.sites.put(DISTRICT, "/zw/r2024.html", sample("yanyao-2024"))
    collected = two.collect()
    old = two.sites.url(DISTRICT, "/zw/r2023.html")
    assert [link.address for link in collected.vanished_links] == [old]
    assert two.archive.current()[old].outcome == "not_modified"


@pytest.mark.parametrize("body", [MAINTENANCE, "<html></html>", "%PDF-1.7\n" + "x" * 9000, ""])
def test_an_implausible_answer_is_kept_but_does_not_replace_the_report(two: Any, body: str) -> None:
    two.collect()
    address = two.sites.url(COUNTY, "/fz/2022.html")
    for _ in range(2):
        two.sites.clock.turn(days=1)
        two.sites.put(COUNTY, "/fz/2022.html", body)
        collected = two.collect()
        assert [fetch.address for fetch in collected.held_back] == [address]
        assert collected.news == []
    assert two.archive.read(two.archive.current()[address].sha256) == sample("wutang-2022")
    assert two.archive.latest()[address].message
    two.sites.clock.turn(days=1)
    two.sites.put(COUNTY, "/fz/2022.html", sample("wutang-2022"))
    assert two.collect().held_back == []
    assert two.archive.latest()[address].outcome == "not_modified"


def test_what_an_interruption_left_over_is_asked_by_the_next_refresh(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.live import collecting

    received = collecting.receive_all
    taken: list[Any] = []

    def interrupted(archive: Any, lot: Any, *given: Any) -> Any:
        if taken:
            raise KeyboardInterrupt
        taken.extend(received(archive, lot[:1], *given))
        return taken

    monkeypatch.setattr(collecting, "receive_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        two.collect()
    monkeypatch.undo()
    assert len(two.archive.fetches()) == 1
    two.sites.clock.turn(minutes=5)
    collected = two.collect()
    assert collected.listings_checked == 0, "no listing is due so soon"
    assert len(collected.news) == 3
    assert len(two.archive.fetches()) == len(two.archive.current()) == 4


def test_a_first_look_that_lacks_a_page_is_a_first_look_again(two: Any) -> None:
    two.sites.broken.add("/fz/index_1.html")
    collected = two.collect()
    assert list(collected.listings_failed) == ["990121-政府"]
    assert len(collected.news) == 2, "what the first page shows is not held up"
    two.sites.clock.turn(days=1)
    two.sites.broken.clear()
    collected = two.collect()
    assert (collected.listings_failed, len(collected.news), collected.unchanged) == ({}, 2, 2)


def test_a_later_page_that_is_not_there_is_passed_over(two: Any) -> None:
    del two.sites.pages[COUNTY, "/fz/index_1.html"]
    collected = two.collect()
    assert (collected.listings_checked, collected.listings_failed) == (2, {})


def test_a_page_without_any_link_is_no_listing_and_stops_nobody_else(two: Any) -> None:
    two.sites.put(DISTRICT, "/zw/list.html", "<html><body>loading</body></html>")
    collected = two.collect()
    assert "not one link" in collected.listings_failed["990103-政府"]
    assert (collected.listings_checked, len(collected.news)) == (1, 3)


def test_a_fault_in_reading_one_listing_stops_nobody_else(two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.listings.bounded import PageReader

    read = PageReader.listing

    async def faulty(reader: PageReader, page: bytes, publisher: Publisher, *rest: Any) -> Any:
        if publisher.publisher_id == "990121-政府":
            raise RecursionError("too deep")
        return await read(reader, page, publisher, *rest)

    monkeypatch.setattr(PageReader, "listing", faulty)
    collected = two.collect()
    assert "RecursionError: too deep" in collected.listings_failed["990121-政府"]
    assert len(collected.news) == 1


def test_known_addresses_are_asked_also_where_there_is_no_listing_each_in_the_publishers_interval(bureau: Any) -> None:
    address = bureau.sites.put(COUNTY, "/old/2022.html", sample("wutang-2022"))
    bureau.publishers = [Publisher("990121-政府", "雾棠县人民政府", "990121", "county", interval_hours=48)]
    bureau.known = [KnownAddress(address, "990121-政府", 2022, None)]
    assert len(bureau.collect().news) == 1
    for hours, asked in ((24, 0), (25, 1)):
        bureau.sites.clock.turn(hours=hours)
        assert bureau.collect().asked == asked
    assert bureau.collect(Selection(publisher="990121-政府")).unchanged == 1


def test_robots_txt_is_obeyed_and_said(two: Any) -> None:
    two.sites.put(COUNTY, "/robots.txt", "User-agent: *\nDisallow: /fz/2022.html\n")
    collected = two.collect()
    assert [fetch.reason for fetch in collected.failed] == ["robots"]
    assert "/fz/2022.html" not in two.sites.paths(COUNTY)


def test_a_host_is_asked_once_a_second_at_most_over_listings_and_reports(two: Any) -> None:
    two.collect()
    for host in (COUNTY, DISTRICT):
        times = [at for asked, _, _, at in two.sites.visits if asked == host]
        assert len(times) >= 3
        assert all(later - earlier >= timedelta(seconds=1) for earlier, later in pairwise(times))


def test_one_publisher_is_looked_at_due_or_not_and_nobody_else_is(two: Any) -> None:
    two.collect()
    two.sites.visits.clear()
    collected = two.collect(Selection(publisher="990103-政府"))
    assert (collected.listings_checked, collected.unchanged) == (1, 1)
    assert two.sites.paths(COUNTY) == []


@pytest.mark.parametrize(("region", "looked"), [("990121", 1), ("990100", 2), ("990000", 2)])
def test_a_region_stands_for_itself_and_for_what_lies_in_it(two: Any, region: str, looked: int) -> None:
    assert two.collect(Selection(region=region)).listings_checked == looked


def test_a_selection_that_nobody_fits_says_so(two: Any) -> None:
    with pytest.raises(NobodyChosen, match="110000: there is no such publisher"):
        two.collect(Selection(region="110000"))


def test_one_year_is_fetched_alone_and_the_others_by_the_next_refresh_of_all(two: Any) -> None:
    collected = two.collect(Selection(year=2023))
    assert len(collected.news) == 2 and len(collected.new_links) == 4
    two.sites.clock.turn(hours=1)
    assert len(two.collect().news) == 2


def test_what_was_never_asked_comes_before_what_is_asked_again(bureau: Any) -> None:
    sites = bureau.sites
    names = {"/a/": "990121-政府", "/b/": "990103-政府"}
    for folder, name in names.items():
        listing = sites.put_listing("c.test", folder, {"雾棠县2022年法治政府建设情况报告": "2022.html"})
        bureau.publishers.append(Publisher(name, "雾棠县人民政府", name[:6], "county", listing, "html"))
        sites.put("c.test", f"{folder}2022.html", (SAMPLES / "wutang-2022.html").read_bytes() + folder.encode())
    assert len(bureau.collect().news) == 2
    both = {f"雾棠县{year}年法治政府建设情况报告": f"{year}.html" for year in (2023, 2022)}
    sites.put_listing("c.test", "/b/", both)
    sites.put("c.test", "/b/2023.html", (SAMPLES / "wutang-2023.html").read_bytes())
    sites.clock.turn(days=2)
    asked = len(sites.paths("c.test"))
    bureau.collect()
    assert sites.paths("c.test")[asked:] == ["/a/", "/b/", "/b/2023.html", "/a/2022.html", "/b/2022.html"]
