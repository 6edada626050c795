"""Decoding: the right characters or a reject, never a replacement character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import DocumentRejected
from ingest.readers import read_document
from ingest.readers.charset import decode

pytestmark = pytest.mark.unit

PROSE = "桐庐县全年办理行政复议案件十七件，其中调解结案的有五件；对于其他的案件，按照规定的时间作出了决定。"
TRADITIONAL = "全縣辦理行政複議案件十七件，其中調解結案的有五件，對於其他的案件按照規定的時間作出了決定。"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-16"])
def test_prose_survives_every_charset_in_use(charset: str) -> None:
    assert decode((PROSE * 3).encode(charset))[0] == PROSE * 3


def test_big5_is_told_from_gbk() -> None:
    assert decode((TRADITIONAL * 3).encode("big5")) == (TRADITIONAL * 3, "big5")


def test_gb2312_in_a_meta_tag_means_gb18030_with_its_rare_characters() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>西安市鄠邑区、㮾梨街道。{PROSE}</p></body></html>'
    document = read_document(page.encode("gb18030"))
    assert "鄠邑区、㮾梨街道" in document.text
    assert document.charset == "gb18030"


@pytest.mark.parametrize("wrong", ["big5", "iso-8859-1", "utf-16", "shift_jis", "no-such-charset", "rot13", "base64"])
@pytest.mark.parametrize("real", ["utf-8", "gb18030"])
def test_a_wrong_declaration_does_no_harm(wrong: str, real: str) -> None:
    page = f'<html><meta charset="{wrong}"><body><p>{PROSE}</p></body></html>'
    assert PROSE in read_document(page.encode(real), declared_charset=wrong).text


def test_a_page_cut_inside_a_character_loses_no_other() -> None:
    cut = f"<html><body><p>{PROSE}</p><p>{PROSE}".encode()[:-1]
    assert read_document(cut).text.split("\n")[0] == PROSE
    assert read_document(cut).text.endswith(PROSE[:-1])


def test_bytes_of_no_charset_are_rejected() -> None:
    with pytest.raises(DocumentRejected) as caught:
        read_document(b"<html><body>" + bytes([0x81, 0xFF, 0xC3, 0x28, 0xA0, 0xFF, 0xFE, 0x80]) * 40)
    assert caught.value.reject.reason == "charset_unknown"
    assert caught.value.reject.stage == "read"


@given(st.text(alphabet="的一是在不了有和人这中大为上个国我以要他时来用们生到作地，。；0123456789 \n", min_size=40))
def test_what_was_encoded_comes_back(text: str) -> None:
    for charset in ("utf-8", "gb18030"):
        if sum(character >= "\u4e00" for character in text) > 20:
            assert decode(text.encode(charset))[0] == text


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_rejected_in_words(data: bytes) -> None:
    try:
        document = read_document(data)
    except DocumentRejected as rejected:
        assert rejected.reject.reason and rejected.reject.message.endswith(".")
    else:
        assert document.text.strip()
        assert "\ufffd" not in document.text or b"\xef\xbf\xbd" in data
