"""Finding many words at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reports.finder import Finder

pytestmark = pytest.mark.unit

WORDS = ["复议", "行政复议", "受理", "不予受理", "理由"]


@given(st.lists(st.sampled_from([*WORDS, "行", "，", "𠀀", "\ud800"]), max_size=12).map("".join))
def test_every_occurrence_is_found_in_the_order_of_the_ends(line: str) -> None:
    found = Finder(WORDS).find(line)
    wanted = {
        (word, start, start + len(WORDS[word]))
        for word in range(len(WORDS))
        for start in range(len(line))
        if line.startswith(WORDS[word], start)
    }
    assert set(found) == wanted
    assert len(found) == len(wanted)
    assert [end for *_, end in found] == sorted(end for *_, end in found)
