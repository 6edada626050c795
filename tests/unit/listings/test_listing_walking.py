"""How many pages of a listing one look reads, and whether it saw all of it."""

from __future__ import annotations

import pytest

from ingest.listings.links import Link, Listing
from ingest.listings.walking import FIRST_LOOK_PAGES, MOST_BODIES, USUAL_PAGES, Walk

pytestmark = pytest.mark.unit

Site = dict[str, Listing | None]


def page(number: int) -> str:
    return f"http://a.gov.cn/l/index_{number}.html"


def report(number: int) -> Link:
    return Link(f"http://a.gov.cn/l/{number}.html", f"{2000 + number}年法治政府建设情况报告", None, 2000 + number)


def look(site: Site, known: list[int], *, first: bool = False) -> tuple[list[str], Walk]:
    walk = Walk(page(0), [report(number).address for number in known], first_look=first)
    read = []
    while address := walk.next_address():
        read.append(address)
        answer = site[address]
        if answer is None:
            walk.miss()
        else:
            walk.take(answer)
    return read, walk


def chain(count: int, *, reports: bool = True) -> Site:
    """Each page shows one report and the next page."""
    following = {number: (page(number + 1),) if number + 1 < count else () for number in range(count)}
    return {page(n): Listing((report(n),) if reports else (), following[n], 10) for n in range(count)}


def test_an_ordinary_look_stops_where_everything_is_known() -> None:
    read, walk = look(chain(3), [0, 1, 2])
    assert (read, walk.whole, walk.links) == ([page(0)], False, (report(0),))


def test_an_ordinary_look_goes_on_while_there_is_news() -> None:
    read, walk = look(chain(4), [1, 2, 3])
    assert (read, walk.whole) == ([page(0), page(1)], False)


def test_the_first_look_reads_every_page() -> None:
    read, walk = look(chain(12), list(range(12)), first=True)
    assert (len(read), walk.whole, len(walk.links)) == (12, True, 12)


def test_a_listing_of_one_page_was_seen_whole() -> None:
    assert look(chain(1), [0])[1].whole


@pytest.mark.parametrize(("first", "most"), [(False, USUAL_PAGES), (True, FIRST_LOOK_PAGES)])
def test_a_site_whose_news_hold_no_report_is_not_read_to_its_end(first: bool, most: int) -> None:
    read, walk = look(chain(most + 1, reports=False), [], first=first)
    assert (len(read), walk.whole) == (most, False)


def test_pages_that_lead_to_each_other_are_read_once() -> None:
    site: Site = {
        page(0): Listing((), (page(1), "https://a.gov.cn/l/index_0.html"), 1),
        page(1): Listing((), (page(0),), 1),
    }
    read, walk = look(site, [])
    assert (read, walk.whole) == ([page(0), page(1)], True)


def test_columns_for_each_year_are_gone_through() -> None:
    site: Site = {
        page(0): Listing((), (page(1), page(2)), 2),
        page(1): Listing((report(1),), (), 1),
        page(2): Listing((report(2),), (), 1),
    }
    assert [link.report_year for link in look(site, [1])[1].links] == [2001, 2002]


@pytest.mark.parametrize("known", [[], [1]])
def test_columns_of_bodies_are_read_at_every_look_whatever_the_page_above_them_shows(known: list[int]) -> None:
    bodies = [page(number) for number in range(1, 70)]
    site: Site = {page(0): Listing((report(1),), (), 2, tuple(bodies))}
    site |= {one: Listing((report(number),), (), 1) for number, one in enumerate(bodies, start=1)}
    for first in (True, False):
        read, walk = look(site, known, first=first)
        assert (read, len(walk.links)) == ([page(0), *bodies[:MOST_BODIES]], MOST_BODIES)


def test_a_look_with_a_page_that_could_not_be_had_is_not_whole() -> None:
    read, walk = look({**chain(2), page(1): None}, [])
    assert (len(read), walk.whole) == (2, False)
