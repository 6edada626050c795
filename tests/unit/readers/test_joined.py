"""Several addresses as one document: bytes as they came, one text with one count of offsets."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.figures import find_figures
from ingest.model import DocumentRejected
from ingest.readers import read_document
from ingest.readers.joined import Part, join_parts, missing_parts, parts_in

pytestmark = pytest.mark.unit

TITLE = "青禾县2014年法治政府建设情况报告"
LINES = [f"第{n}项工作推进有力，全县共办理事项{n + 10}件，群众满意率达到九成以上，得到普遍好评。" for n in range(9)]


def html(lines: list[str], behind: str = "") -> Part:
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<meta charset="gbk"><title>{TITLE}</title><body><div><h1>{TITLE}</h1>{body}</div>{behind}</body>'
    return Part("http://qinghe.test/t1.html", "text/html", "gbk", page.encode("gbk"))


PARTS = st.builds(
    Part,
    st.from_regex(r"http://[a-z]{1,9}\.test/[a-z0-9_.%?=&-]{0,40}", fullmatch=True),
    st.sampled_from(["text/html", "application/pdf", "application/octet-stream"]),
    st.sampled_from([None, "utf-8", "gb2312"]),
    st.binary(min_size=1, max_size=300),
)


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_every_part_comes_back_byte_by_byte(parts: list[Part]) -> None:
    joined = join_parts(parts)
    assert parts_in(joined) == parts
    assert join_parts(parts_in(joined)) == joined


@given(st.binary(max_size=200))
@example(b"MIME-Version: 1.0\r\nX-Joined: fazhi\r\n")
def test_other_bytes_have_no_parts(data: bytes) -> None:
    assert parts_in(data) == []


def test_the_text_is_one_and_offsets_index_it() -> None:
    document = read_document(join_parts([html(LINES[:5], "<a href=t1_2.html>下一页</a>"), html(LINES[5:])]))
    assert document.text.split("\n") == [TITLE, *LINES]
    figures = find_figures(document.text, 2014)
    assert [document.text[one.start : one.end] for one in figures if one.unit == "件"] == [
        f"{n + 10}件" for n in range(9)
    ]
    assert missing_parts(document) == []


def test_a_paragraph_cut_by_the_end_of_a_page_is_whole_again() -> None:
    head, tail = LINES[3][:20], LINES[3][20:]
    assert "，" in head and head[-1] not in "。，"
    text = read_document(join_parts([html([*LINES[:3], head]), html([tail, *LINES[4:]])])).text
    assert LINES[3] in text.split("\n")


def test_what_is_still_missing_is_told() -> None:
    on = "<a href=t1_3.html>下一页</a>"
    document = read_document(join_parts([html(LINES[:5], on), html(LINES[5:], on)]))
    assert [one.reason for one in missing_parts(document)] == ["incomplete_pages"]


def test_of_several_attachments_the_longest_is_read_and_the_others_told() -> None:
    page = html([], "<a href=a.txt>报告</a>")
    short, long = (
        Part(f"http://qinghe.test/{n}.txt", "text/plain", None, "\n".join(LINES[:n]).encode()) for n in (2, 9)
    )
    document = read_document(join_parts([page, short, long]))
    assert document.text == "\n".join(LINES)
    assert document.meta["title"] == TITLE
    assert [(one.reason, short.address in one.message) for one in missing_parts(document)] == [
        ("unread_attachments", True)
    ]


def test_an_attachment_that_cannot_be_read_gives_its_own_reason() -> None:
    with pytest.raises(DocumentRejected) as caught:
        read_document(
            join_parts([html([], "<a href=a.zip>报告</a>"), Part("http://a.test/a", "a/b", None, b"\x00\x01" * 99)])
        )
    assert caught.value.reject.reason == "binary"
