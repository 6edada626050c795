"""Pages whose bytes are not all of one charset: the article is read whole or not at all."""

from __future__ import annotations

import pytest

from ingest.model import DocumentRejected
from ingest.readers.html import read_html

pytestmark = pytest.mark.unit

SENTENCE = "2014年，青禾县扎实推进法治政府建设，办理行政复议案件17件，审结15件，在全市名列前茅。"
TRADITIONAL = "2014年，青禾縣辦理行政複議案件17件，審結15件，在全市的評比中是第一名。"
SAID = {"utf-8": "utf-8", "gb18030": "gb2312"}


def page(charset: str, sentence: str = SENTENCE, head: bytes = b"", behind: bytes = b"") -> bytes:
    body = "".join(f"<p>{sentence}</p>\n" for _ in range(5)).encode(charset)
    said = SAID.get(charset, charset).encode()
    return b"<html><head><meta charset=%s>%s</head><body><div>%s</div>%s</body></html>" % (said, head, body, behind)


@pytest.mark.parametrize("charset", SAID)
def test_a_description_cut_within_a_character_costs_nothing(charset: str) -> None:
    cut = '<meta name="description" content="青禾县推进法治'.encode(charset)[:-1] + b'">'
    document = read_html(page(charset, head=cut), None)
    assert document.text.split("\n") == [SENTENCE] * 5
    assert document.charset == charset


@pytest.mark.parametrize(("charset", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_footer_in_another_charset_is_read_in_that(charset: str, other: str) -> None:
    foreign = "<div><p>这是全县的统一页脚，由办公室负责维护和管理。</p></div>".encode(other)
    document = read_html(page(charset, behind=foreign), None)
    assert SENTENCE in document.text and "\ufffd" not in document.text
    assert "由办公室负责维护" in document.text


@pytest.mark.parametrize("charset", SAID)
def test_damage_within_the_article_is_a_reject_and_never_a_replaced_character(charset: str) -> None:
    whole = page(charset, SENTENCE * 12)
    word = "审结".encode(charset)
    at = whole.index(word)
    with pytest.raises(DocumentRejected) as caught:
        read_html(whole[:at] + b"\xff\xff" + whole[at + 1 :], None)
    assert caught.value.reject.reason == "charset_unknown"


def test_a_replacement_character_that_the_page_prints_is_kept() -> None:
    assert "办理\ufffd件" in read_html(page("utf-8", SENTENCE.replace("办理", "办理\ufffd件")), None).text


@pytest.mark.parametrize("charset", ["big5", "cp950", "big5hkscs"])
@pytest.mark.parametrize("said", [None, "gb2312", "utf-8", "big5"])
def test_big5_is_read_whatever_the_page_says(charset: str, said: str | None) -> None:
    data = page(charset, TRADITIONAL).replace(
        b"<meta charset=" + charset.encode() + b">", b"<meta charset=%s>" % (said or "").encode()
    )
    assert read_html(data, None).text.split("\n") == [TRADITIONAL] * 5


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_characters_are_read_with_and_without_a_mark(charset: str) -> None:
    markup = page("utf-8").decode().replace("<meta charset=utf-8>", "")
    assert read_html(markup.encode(charset), None).text.split("\n") == [SENTENCE] * 5


@pytest.mark.parametrize("declared", ["GBK", "gb_2312-80", "'gb2312'", "x-gbk", "iso-8859-1", "utf8", "none", ""])
def test_what_the_server_says_does_no_harm(declared: str) -> None:
    for charset in SAID:
        assert read_html(page(charset), declared).text.split("\n") == [SENTENCE] * 5
