"""rjieba cuts what jieba cuts: the words of both are equal, and jieba is what is left without it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import read_document
from ingest.reports import terms
from ingest.reports.sentences import sentences

pytestmark = pytest.mark.unit
pytest.importorskip("rjieba", reason="the extra `fast` is not installed")

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLES = sorted(path for path in (REPOSITORY / "samples").glob("*-20??.*"))
DOMAIN = (REPOSITORY / "ingest/reports/domain_terms.txt").read_text(encoding="utf-8").split()

REPORT = st.sampled_from("法治政府建设行政复议调解案件处罚执法监督年度报告人民市县区局的了和在一二三十百千万亿余次件")
WRITTEN = st.one_of(
    st.sampled_from(DOMAIN),
    REPORT,
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(exclude_categories=["Cs"]),
    st.from_regex(r"[0-9A-Za-z.%#&+_-]{1,8}", fullmatch=True),
    st.text("零居巢匪共分肥清锰蒂托", min_size=3, max_size=6),  # may be cut in several ways that are equally likely
    st.sampled_from(["\r\n", "\n", " ", "　", "，", "。", "（", "2023年", "12.5%", "T恤", "卡拉OK"]),
)
TEXTS = st.lists(WRITTEN, max_size=60).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_cut_into_the_words_of_jieba(text: str) -> None:
    words = terms.cutter().cut(text)
    assert words == terms.jieba_cutter().cut(text)
    assert "".join(words) == text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_both_know_the_same_words(text: str) -> None:
    parts = [text[at:end] for at in range(len(text)) for end in range(at + 1, min(at + 6, len(text)) + 1)]
    parts += DOMAIN
    assert [terms.cutter().knows(part) for part in parts] == [terms.jieba_cutter().knows(part) for part in parts]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_sentence_of_the_samples_is_cut_alike(path: Path) -> None:
    text = read_document(path.read_bytes(), path.name).text
    for start, end in sentences(text):
        assert terms.cutter().cut(text[start:end]) == terms.jieba_cutter().cut(text[start:end])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("零零零晶地芥", ["零零", "零", "晶", "地", "芥"]),
        ("匪共匪神", ["匪共", "匪", "神"]),
        ("居巢居居属巢", ["居巢", "居", "居", "属", "巢"]),
    ],
)
def test_of_ways_that_are_equally_likely_both_take_the_same(text: str, words: list[str]) -> None:
    assert terms.cutter().cut(text) == terms.jieba_cutter().cut(text) == words


def test_without_rjieba_jieba_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    terms.cutter.cache_clear()
    try:
        assert terms.cutter() is terms.jieba_cutter()
    finally:
        monkeypatch.undo()
        terms.cutter.cache_clear()
    assert terms.cutter() is not terms.jieba_cutter()
