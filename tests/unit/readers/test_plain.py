"""Plain text keeps every character, so that offsets index the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import DocumentRejected
from ingest.readers import read_document

pytestmark = pytest.mark.unit

HAN = "全县办理行政复议案件的时间和地点在有关规定中作了说明，"


@given(st.lists(st.sampled_from([HAN, "\r\n", "\n", "\r", "\u3000", "\xa0", "  ", "\t", "１２", "\u2028"]), min_size=1))
def test_the_text_of_a_file_is_the_file(pieces: list[str]) -> None:
    text = HAN + "".join(pieces)
    assert read_document(text.encode()).text == text


def test_offsets_are_those_of_the_file_opened_without_newline_translation(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(f"一、概况\r\n\r\n{HAN}共17件。\r".encode())
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
