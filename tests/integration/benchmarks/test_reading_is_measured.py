"""The comparison of readers measures what it says, on documents of the size that it says."""

from __future__ import annotations

import pytest

from benchmarks.reading import Reading, as_docx, as_page, compare, ours, recovered

pytestmark = pytest.mark.integration


def test_the_page_has_sixty_kilobytes_and_all_of_it_is_read() -> None:
    data, lines = as_page()
    assert 55_000 < len(data) <= 60_000
    assert recovered(lines, ours(data)) == (1.0, 1.0, 0.0)


def test_the_word_file_is_read_whole() -> None:
    data, lines = as_docx()
    assert recovered(lines, ours(data)) == (1.0, 1.0, 0.0)


def test_what_is_lost_broken_or_added_shows() -> None:
    lines = ["全县办理案件17件；审结16件。", "一、概况"]
    assert recovered(lines, "\n".join(lines)) == (1.0, 1.0, 0.0)
    assert recovered(lines, "全县办理案件17件；审\n结16件。\n一、概况") == (1.0, 0.5, 0.0)
    text, whole, around = recovered(lines, "首页\n全县办理案件17件；\n一、概况")
    assert (text, whole) == (pytest.approx(2 / 3), 0.5)
    assert recovered(lines, "\n".join([*lines, "首页", "关于"]))[2] == pytest.approx(4 / 24)
    assert around == 0.0


def test_a_row_is_printed_for_every_library(capsys: pytest.CaptureFixture[str]) -> None:
    readings = [Reading("all of it", bytes.decode), Reading("nothing", lambda data: "")]
    compare("Text", "全县办理案件17件。".encode(), ["全县办理案件17件。"], iter(readings), times=1)
    printed = capsys.readouterr().out.splitlines()
    assert printed[2].split()[:3] == ["all", "of", "it"]
    assert printed[2].split()[-3:] == ["100.0%", "100.0%", "0.0%"]
    assert printed[3].split()[-3:] == ["0.0%", "0.0%", "0.0%"]
