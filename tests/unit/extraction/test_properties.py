"""What holds for the whole way from a text, or from bytes, to figures with indicators, whatever they are."""

from __future__ import annotations

import html

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.extraction import Extraction, extract_document
from ingest.figures import find_figures
from ingest.indicators import load_catalogue
from ingest.model import DocumentRejected, Figure
from ingest.reports.sections import find_section, split_sections
from ingest.statements import assign_indicators, explain

pytestmark = pytest.mark.unit

CODES = {indicator.code for indicator in load_catalogue()} | {None}

WORDS = [
    "收到行政复议申请", "受理", "审结", "其中", "分别为", "法律援助案件", "行政执法人员培训", "参加", "持证执法人员", "12345热线",
    "负责人出庭应诉率", "满意率", "同比增长", "下降", "占", "由", "升至", "近", "不足", "2022年", "全年", "上年", "每月", "街道", "共计",
    "省级赋权", "市级赋权", "承接", "12件", "9项", "1,083件", "３．５万件", "近千件", "98.4%", "1.3个百分点", "三十余人次", "16场次", "2亿元", "7份", "0件", "五成", "24小时",
    "，", "、", "；", "：", "（", "）", "“", "”", "《", "》", "(", ")", ",", " ", "\u3000", "場", "項", "5項",
]  # fmt: skip
"""Pieces of prose; none of them ends a line or begins a heading."""
HEADINGS = [
    "一、行政复议工作", "（二）执法", "二、下一步工作打算", "三、2024年工作安排", "1.热线", "【行政应诉】", "一是普法。", "类别 | 数量",
]  # fmt: skip
ODD = [
    "\x00", "\ufeff", "\u2028", "\x85", "\r", "\n", "\r\n", "\n\n", "𠀀", "|", " | ", "。", "！", "第", "+", "-", "%",
]  # fmt: skip

PROSE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(lambda words: "本县" + "".join(words) + "。")
"""A paragraph of one sentence that is neither heading nor row of a table."""
SOLID = PROSE.map(lambda text: text.replace(" ", "").replace("\u3000", ""))
"""Prose without white space, of which a page keeps less than a text file."""
REPORTS = st.lists(st.one_of(PROSE, st.sampled_from(HEADINGS)), max_size=8).map("\n".join)
PIECES = st.lists(st.sampled_from([*WORDS, *HEADINGS, *ODD]), max_size=40).map("".join)
TEXTS = st.one_of(REPORTS, PIECES, st.text(max_size=120))
YEARS = st.sampled_from([None, 2023])


def extract(text: str, year: int | None = 2023) -> list[Figure]:
    sections = split_sections(text)
    return assign_indicators(text, find_figures(text, year, sections), sections)


def facts(figures: list[Figure], shift: int = 0) -> list[tuple[object, ...]]:
    """Everything that is read of each figure, its place moved by `shift`."""
    return [
        (
            *(figure.start + shift, figure.end + shift, figure.sentence_start + shift, figure.sentence_end + shift),
            *(figure.raw, figure.value, figure.precision, figure.unit, figure.bound, figure.measure),
            *(figure.scope, figure.year, figure.indicator_code, figure.rules),
        )
        for figure in figures
    ]


@settings(deadline=None)
@given(TEXTS, YEARS)
@example("", 2023)
def test_no_text_raises_and_every_figure_has_its_place(text: str, year: int | None) -> None:
    behind = 0
    for figure in extract(text, year):
        assert text[figure.start : figure.end] == figure.raw
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end
        assert behind <= figure.start
        assert "\n" not in text[figure.sentence_start : figure.sentence_end]
        behind = figure.end


@settings(deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "\ud800", "\udfff"]), max_size=20).map("".join))
def test_lone_surrogates_are_read_like_any_other_odd_character(text: str) -> None:
    odd = text.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    assert [fact[:4] for fact in facts(extract(text))] == [fact[:4] for fact in facts(extract(odd))]
    assert [figure.indicator_code for figure in extract(text)] == [figure.indicator_code for figure in extract(odd)]


@settings(deadline=None)
@given(TEXTS)
def test_an_indicator_is_one_of_the_catalogue_and_never_that_of_a_share_or_of_a_part_but_a_component(text: str) -> None:
    for figure in extract(text):
        assert figure.indicator_code in CODES
        if figure.indicator_code:
            assert (figure.scope == "total") != (figure.rules[-1] == "scope.component")
            assert figure.measure != "share"


@settings(deadline=None)
@given(TEXTS)
@example("现报告如下：一、做法。办理3件。二、下一步打算。办理法律援助案件400件。")
def test_no_figure_of_a_plan_is_an_indicator_of_the_reports_year(text: str) -> None:
    sections = split_sections(text)
    for figure in extract(text):
        if find_section(sections, figure.start).is_plan:
            assert figure.indicator_code is None
            assert figure.scope == "part"


@settings(deadline=None)
@given(TEXTS)
def test_every_figure_lies_within_one_section(text: str) -> None:
    sections = split_sections(text)
    for figure in extract(text):
        section = find_section(sections, figure.start)
        assert section.start <= figure.start < figure.end
        assert find_section(sections, figure.end - 1) == section


@settings(deadline=None)
@given(PROSE, PROSE)
def test_two_paragraphs_give_the_figures_of_both(first: str, second: str) -> None:
    # Confidence weighs what else the text counts for the same code; what is printed does not depend on it.
    def printed(text: str, offset: int = 0) -> list[tuple[object, ...]]:
        return [
            (figure.start + offset, figure.raw, figure.value, figure.unit, figure.bound, figure.measure, figure.year)
            for figure in extract(text)
        ]

    assert printed(f"{first}\n{second}") == printed(first) + printed(second, len(first) + 1)


@settings(deadline=None)
@given(REPORTS)
def test_the_kind_of_line_break_changes_nothing_but_offsets(text: str) -> None:
    def read(figures: list[Figure]) -> list[tuple[object, ...]]:
        return [fact[4:] for fact in facts(figures)]

    wanted = read(extract(text))
    assert read(extract(text.replace("\n", "\r\n"))) == wanted
    assert read(extract(text.replace("\n", "\n\n"))) == wanted


@settings(deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_figures(text: str) -> None:
    assert facts(extract(text)) == facts(extract(text))


@settings(deadline=None)
@given(st.one_of(REPORTS, PIECES))
def test_every_figure_can_be_explained(text: str) -> None:
    sections = split_sections(text)
    found = find_figures(text, 2023, sections)
    assigned = assign_indicators(text, found, sections)
    for figure, judged in zip(found, assigned, strict=True):
        explanation = explain(text, figure, found, sections)
        assert explanation.figure == judged
        own = [rule for rule in judged.rules if rule.startswith("indicator.")]
        assert set(own) <= set(explanation.matched)
        assert not set(explanation.matched) & {rule for rule, _ in explanation.lost}


@pytest.mark.parametrize(
    "line",
    [
        "受理行政复议申请12件，" * 500,
        "占" * 60_000 + "3件",
        "（" * 20_000 + "3件" + "）" * 20_000,
        "“" * 20_000 + "3件",
        "《" * 20_000 + "3件》",
        "1" * 60_000 + "件",
        "一" * 60_000 + "件",
        "1、" * 2_000 + "3件",
        "1,234" * 12_000 + "件",
        " " * 60_000 + "3件",
        "其中" * 20_000 + "3件",
        "一是" * 20_000 + "3件",
        "2023年" * 12_000 + "3件",
        "同比增长" * 12_000 + "3%",
    ],
    ids=lambda line: f"{line[:6]!r}",
)
def test_a_huge_line_is_read_to_its_end(line: str) -> None:
    found = extract(line)
    assert all(line[figure.start : figure.end] == figure.raw for figure in found)


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00\xd8" + "12件".encode("utf-16-le"))
@example(b"<p>12\x00\xe4\xbb\xb6")
def test_any_bytes_give_figures_or_a_reason(data: bytes) -> None:
    try:
        extraction = extract_document(data, "report")
    except DocumentRejected as rejected:
        assert rejected.reject.stage == "read"
        assert rejected.reject.message
        return
    text = extraction.document.text
    assert all(text[figure.start : figure.end] == figure.raw for figure in extraction.figures)


def page(text: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><div>{paragraphs}</div></body></html>"


@settings(deadline=None)
@given(
    st.lists(SOLID, min_size=1, max_size=4).map(
        lambda lines: "各级行政机关坚持依法行政，不断提高工作水平。\n" + "\n".join(lines)
    )
)
def test_charset_and_page_change_nothing_in_the_figures(text: str) -> None:
    def read(extraction: Extraction) -> list[tuple[object, ...]]:
        return [(f.raw.strip(), f.value, f.unit, f.bound, f.measure, f.indicator_code) for f in extraction.figures]

    wanted = read(extract_document(text.encode(), "report.txt"))
    assert read(extract_document(text.encode("gb18030"), "report.txt")) == wanted
    assert read(extract_document(text.encode("utf-16"), "report.txt")) == wanted
    assert read(extract_document(page(text).encode(), "report.html")) == wanted
