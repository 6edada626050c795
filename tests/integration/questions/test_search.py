"""search(query): sentences by BM25, in a plain DuckDB, over texts of the tests' own."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import Archive
from ingest.batches import Item, extract_batch
from ingest.loading.search import SCHEMA, load_search
from ingest.reports.terms import count_terms
from ingest.reports.tokens import cut_text
from warehouse.questions import definition, questions

pytestmark = pytest.mark.integration

TEXTS = {
    "a": "一、行政复议\n全年受理行政复议案件30件。调解矛盾纠纷500件。\n",
    "b": "行政复议坚持调解优先。行政复议行政复议行政复议。热线12345接听群众诉求,满意率98%。\n",
    "c": "召开常务会议研究预算。依法公开政府信息，推进包容审慎监管。\n",
}

MARTS = """
create schema raw; create schema marts;
create table raw.documents (sha256 varchar, text varchar);
create table marts.dim_report (
    sha256 varchar, publisher_key varchar, region_code varchar, region_name varchar, level varchar,
    report_year integer, title varchar, address varchar, is_current boolean
);
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with three texts, and what search needs besides."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    home = tmp_path_factory.mktemp("batches")
    (home / "batch").mkdir()
    cuts = {name: cut_text(text) for name, text in TEXTS.items()}
    sentences = [
        {"sha256": name, "ordinal": at} | sentence._asdict()
        for name, cut in cuts.items()
        for at, sentence in enumerate(cut.sentences)
    ]
    tokens = [
        {"token": token, "sha256": name, "sentences": said}
        for name, cut in cuts.items()
        for token, said in cut.tokens.items()
    ]
    pq.write_table(pa.Table.from_pylist(sentences), home / "batch" / "sentences.parquet")
    pq.write_table(pa.Table.from_pylist(tokens), home / "batch" / "tokens.parquet")
    with duckdb.connect() as con:
        con.execute(MARTS)
        for name, text in TEXTS.items():
            con.execute("insert into raw.documents values (?, ?)", [name, text])
            con.execute("insert into marts.dim_report values (?, ?, ?, ?, 'county', 2023, null, ?, true)", [name] * 5)
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        load_search(con, [home / "batch"])
        search_alone(con)
        yield con


def search_alone(con: duckdb.DuckDBPyConnection) -> None:
    """The two macros of search: the others want marts that are not here."""
    for row in questions():
        if row["name"] in ("words_in", "search"):
            con.execute(definition(row))


def found(con: duckdb.DuckDBPyConnection, query: str, n: int = 20) -> list[tuple[str, str]]:
    return con.execute("select sha256, quote from search($1, n := $2)", [query, n]).fetchall()


def words(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in con.execute("select word from words_in($1)", [query]).fetchall()]


def test_a_sentence_that_says_both_words_comes_before_those_that_say_one(texts: duckdb.DuckDBPyConnection) -> None:
    assert found(texts, "行政复议 调解")[0] == ("b", "行政复议坚持调解优先。")
    assert {name for name, _ in found(texts, "行政复议 调解")} == {"a", "b"}


def test_a_query_is_cut_into_the_longest_words_that_reports_say(texts: duckdb.DuckDBPyConnection) -> None:
    assert words(texts, "行政复议调解") == ["行政复议", "调解"]
    assert words(texts, "行政、复议") == ["行政", "复议"]
    assert words(texts, "请问12345热线满意率?") == ["12345", "热线", "满意率"]
    assert words(texts, "１２３４５热线满意率") == ["12345", "热线", "满意率"]
    assert words(texts, "调解调解") == ["调解"]
    assert words(texts, "'; drop table x; --") == []


def test_a_word_is_found_by_its_parts(texts: duckdb.DuckDBPyConnection) -> None:
    assert {name for name, _ in found(texts, "复议")} == {"a", "b"}
    assert {name for name, _ in found(texts, "审慎")} == {"c"}


def test_no_more_sentences_come_than_are_asked_for(texts: duckdb.DuckDBPyConnection) -> None:
    assert len(found(texts, "行政复议", n=2)) == 2


def test_a_heading_does_not_come_before_a_sentence_that_says_the_word_as_often(
    texts: duckdb.DuckDBPyConnection,
) -> None:
    quotes = [quote for _, quote in found(texts, "行政复议")]
    assert quotes[0] == "行政复议行政复议行政复议。"
    scores = dict(texts.execute("select quote, score from search('行政复议')").fetchall())
    assert scores["一、行政复议"] <= scores["行政复议坚持调解优先。"]


def test_the_score_is_that_of_bm25(texts: duckdb.DuckDBPyConnection) -> None:
    cuts = [sentence for text in TEXTS.values() for sentence in cut_text(text).sentences]
    mean = sum(sentence.words for sentence in cuts) / len(cuts)
    holding = next(s for s in cut_text(TEXTS["b"]).sentences if TEXTS["b"][s.start : s.end].startswith("热线"))
    weight = math.log(1 + (len(cuts) - 1 + 0.5) / (1 + 0.5))
    expected = weight * 2.2 / (1 + 1.2 * (0.25 + 0.75 * max(holding.words / mean, 1)))
    score = texts.execute("select score from search('满意率')").fetchall()
    assert [row[0] for row in score] == [pytest.approx(expected, abs=0.001)]


def test_only_current_reports_are_searched(texts: duckdb.DuckDBPyConnection) -> None:
    texts.execute("update marts.dim_report set is_current = false where sha256 = 'b'")
    try:
        assert {name for name, _ in found(texts, "行政复议 调解")} == {"a"}
    finally:
        texts.execute("update marts.dim_report set is_current = true where sha256 = 'b'")


@given(st.text(alphabet="行政复议调解件，。\n 12３abＡ㈠%", max_size=60))
def test_every_token_is_said_in_the_sentences_that_it_names(text: str) -> None:
    cut = cut_text(text)
    for token, said in cut.tokens.items():
        for ordinal in said:
            sentence = cut.sentences[ordinal]
            assert token in unicodedata.normalize("NFKC", text[sentence.start : sentence.end]).lower()


@pytest.mark.parametrize("text", [*TEXTS.values(), "", "。。。", "依法行政！“依法行政”？依法行政"])
def test_terms_counted_by_sentence_are_those_of_the_whole_text(text: str) -> None:
    assert cut_text(text).terms == count_terms(text)


def test_batches_hold_tokens_in_order_so_that_looking_one_up_reads_little(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    archive = Archive(tmp_path / "archive")
    samples = sorted((Path(__file__).parents[3] / "samples").glob("heting-202[12].txt"))
    items = []
    for path in samples:
        items.append(Item(archive.keep(path.read_bytes()), path.as_uri()))
    batch = extract_batch(items, archive.root, tmp_path / "home")
    rows = pq.read_table(batch / "tokens.parquet").to_pylist()
    keys = [(row["token"], row["sha256"]) for row in rows]
    assert keys == sorted(set(keys))
