"""What the warehouse keeps of a head: where it was found, why it is missing, and at which addresses it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.archive import Archive
from ingest.batches import extract_new
from ingest.extraction import extractor_version
from ingest.loading.corpus import Corpus
from ingest.loading.loading import load_raw

pytestmark = pytest.mark.integration

REGIONS = Path(__file__).parents[3] / "ingest" / "publishers" / "regions.csv"
TITLE = "桐庐县2023年法治政府建设情况报告"
BODY = "2023年，全县共受理行政复议案件174件。\n" + "各部门依照法定职责办理有关事项，坚持公开、公正与便民。\n" * 20
OWN, MIRROR, OTHER, PLAN = (f"file:///{name}.txt" for name in ("own", "mirror", "other", "plan"))


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("heads")
    archive = Archive(folder / "archive")
    for address, text in (
        (OWN, f"桐政〔2024〕5号\n{TITLE}\n{BODY}"),
        (MIRROR, f"首页 > 转载\n{TITLE}\n{BODY}分享到"),
        ("file:///same-bytes.txt", f"桐政〔2024〕5号\n{TITLE}\n{BODY}"),
        (OTHER, f"{TITLE}\n{BODY.replace('174', '175')}"),
        (PLAN, f"桐庐县2024年法治政府建设工作要点\n{BODY}"),
    ):
        archive.store(address, "files", text.encode(), None)
    corpus = Corpus.of(archive.fetches())
    extract_new(corpus.items, archive, folder / "extractions")
    with duckdb.connect() as connection:
        load_raw(connection, corpus, folder / "extractions" / extractor_version(), [REGIONS])
        yield connection


def test_the_place_of_every_part_and_the_reason_of_every_gap_are_kept(con: duckdb.DuckDBPyConnection) -> None:
    asked = (
        "select text[(string_split(substr(head_sources['document_number'], 6), '-')[1]::int + 1):"
        "string_split(head_sources['document_number'], '-')[2]::int], head_sources['title'], head_notes['issuer'] "
        "from raw.documents where address = ?"
    )
    assert con.execute(asked, [OWN]).fetchall() == [("桐政〔2024〕5号", "text:11-29", "not_named")]


def test_the_same_bytes_at_two_addresses_are_one_vintage_with_both(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute("select addresses from raw.documents where address = ?", [OWN]).fetchall()
    assert found == [([OWN, "file:///same-bytes.txt"],)]


def test_the_same_words_in_other_bytes_have_the_same_hash_and_other_words_another(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = dict(con.execute("select address, text_hash from raw.documents").fetchall())
    assert found[OWN] == found[MIRROR] != found[OTHER]


def test_what_is_no_report_is_a_reject_with_its_own_reason(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select address, stage, reason from raw.rejects").fetchall() == [(PLAN, "report", "plan")]
