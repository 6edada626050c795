"""Plain text keeps every character, so that offsets index the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import DocumentRejected
from ingest.readers import read_document
from ingest.readers.numbers import whole_numbers
from ingest.readers.plain import read_plain

pytestmark = pytest.mark.unit

HAN = "全县办理行政复议案件的时间和地点在有关规定中作了说明，"


@given(st.lists(st.sampled_from([HAN, "\r\n", "\n", "\r", "\u3000", "\xa0", "  ", "\t", "１２", "\u2028"]), min_size=1))
def test_the_text_of_a_file_is_the_file(pieces: list[str]) -> None:
    text = HAN + "".join(pieces)
    assert read_document(text.encode()).text == re.sub("\r(?!\n)|\u2028", "\n", text)


def test_offsets_are_those_of_the_file_opened_without_newline_translation(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(f"一、概况\r\n\r\n{HAN}共17件。\r\n".encode())
    with file.open(encoding="utf-8", newline="") as stream:
        assert read_document(file.read_bytes()).text == stream.read()


def test_a_byte_order_mark_is_not_text() -> None:
    assert read_document(b"\xef\xbb\xbf" + HAN.encode()).text == HAN


def test_lone_surrogates_are_no_text() -> None:
    with pytest.raises(DocumentRejected) as caught:
        read_document((HAN + "\ud800").encode("utf-8", "surrogatepass") + HAN.encode())
    assert caught.value.reject.reason == "charset_unknown"


def test_the_real_reports_are_kept_exactly(shared: Path) -> None:
    files = sorted((shared / "reports").glob("*.txt"))
    assert files
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            assert read_document(file.read_bytes(), file.name).text == stream.read()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "全年受理案件1\n083件，审结996\r\n  件，办结率95.\n8%。",
            "全年受理案件1083件\n，审结996件\r\n  ，办结率95.8%\n。",
        ),
        ("调解纠纷三千九\n百六十五件。", "调解纠纷三千九百六十五件\n。"),
        ("受理案件 1083\n项目 22个", "受理案件 1083\n项目 22个"),
        ("附件1\n3个部门", "附件1\n3个部门"),
        ("占百分之三\n十五点六。", "占百分之三十五点六\n。"),
        ("占百分之三十\n一、行政复议", "占百分之三十\n一、行政复议"),
        ("受理1\r083件\u2028审结12件", "受理1083件\n\n审结12件"),
        ("报告2023\n12件审结", "报告2023\n12件审结"),
    ],
)
def test_the_end_of_a_line_within_a_number_is_moved_behind_it(text: str, whole: str) -> None:
    assert read_plain(text.encode(), "utf-8").text == whole


@given(st.text("1九.,件，\n\r 受理办", max_size=60))
def test_moving_the_ends_of_lines_loses_no_character(text: str) -> None:
    whole = whole_numbers(text)
    assert sorted(whole) == sorted(text)
    assert "".join(whole.split()) == "".join(text.split())
