"""A small country over a month: each planted report is noticed in time and once, and no site is pressed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from benchmarks.nation.country import found_country
from benchmarks.nation.months import months_over
from benchmarks.nation.virtual_time import Time

pytestmark = pytest.mark.integration

HOSTS, DAYS = 40, 30


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Of a March in which three columns move and some sites are down."""
    start = datetime(2026, 3, 1, tzinfo=UTC)
    country = found_country(Time(start), HOSTS, 1, DAYS, moved=1.0, down=3.0)
    assert any(host.down for host in country.hosts.values())
    with months_over(country, tmp_path_factory.mktemp("nation"), polls_between=1) as months:
        months.live(start + timedelta(days=DAYS))
        yield months.figures()


def test_every_planted_report_is_found_within_two_days_and_once(figures: dict[str, Any]) -> None:
    assert figures["columns that move"] > 0 and figures["planted reports"] >= HOSTS - 2
    assert figures["share"] >= 0.99 and figures["never found"] == 0, json.dumps(figures, indent=1)
    assert figures["duplicates"] == 0
    assert figures["hours until noticed, 95 %"] <= 12


def test_no_host_is_asked_more_than_once_a_second_and_none_much_more_than_another(figures: dict[str, Any]) -> None:
    assert figures["seconds between requests to a host, least"] >= 1
    asked = figures["requests a host"]
    assert asked["most"] <= 1.5 * asked["median"] and asked["least"] >= 0.5 * asked["median"]
    assert figures["left to later refreshes"] == {}


def test_a_quiet_day_costs_few_requests(figures: dict[str, Any]) -> None:
    """Four looks, each with the site's robots.txt, and reports that change seldom."""
    assert figures["requests a day, mean"] <= HOSTS * 20
