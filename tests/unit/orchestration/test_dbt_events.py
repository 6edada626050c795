"""What a build hears of dbt, and what is dropped before dbt makes a message of it."""

from __future__ import annotations

from typing import Any

import pytest
from dbt.adapters.events.types import SQLQuery
from dbt.events.types import ConcurrencyLine, NodeFinished
from dbt_common.events.base_types import EventLevel
from dbt_common.events.types import Note

from warehouse.building.dbt_events import InfoEvents

pytestmark = pytest.mark.unit


@pytest.fixture
def heard() -> tuple[InfoEvents, list[str]]:
    names: list[str] = []
    events = InfoEvents()
    events.add_callback(lambda message: names.append(message.info.name))
    return events, names


def fired(events: InfoEvents, *given: Any) -> None:
    for event in given:
        events.fire_event(event)


def test_the_text_of_each_query_is_dropped(heard: tuple[InfoEvents, list[str]]) -> None:
    events, names = heard
    fired(events, SQLQuery(conn_name="model.fazhi.a", sql="select 1", node_info={}))
    assert names == []


def test_who_counts_nodes_hears_how_many_run_and_the_end_of_each(heard: tuple[InfoEvents, list[str]]) -> None:
    events, names = heard
    fired(events, ConcurrencyLine(num_threads=2, target_name="warehouse", node_count=7), NodeFinished(node_info={}))
    assert names == ["ConcurrencyLine", "NodeFinished"]


def test_the_level_that_is_given_counts_before_that_of_the_kind(heard: tuple[InfoEvents, list[str]]) -> None:
    events, names = heard
    events.fire_event(Note(msg="a warning"), level=EventLevel.WARN)
    events.fire_event(Note(msg="a detail"), level=EventLevel.DEBUG)
    assert names == ["Note"]
