"""A refresh in which nothing has changed: one conditional request an address, and nothing is parsed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.batches import extract_new
from ingest.loading.corpus import Corpus
from ingest.publishers.catalogue import KnownAddress, Publisher

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
HOSTS, PAGES = 8, 40


@pytest.fixture
def known(bureau: Any) -> Any:
    """Publishers of which only addresses are known: one real report, the rest pages of one kind or another."""
    bureau.publishers = [Publisher(f"99012{n}-政府", f"第{n}县", "990121", "county") for n in range(HOSTS)]
    report = (SAMPLES / "wutang-2023.html").read_bytes()
    for n in range(PAGES):
        body = report if n == 0 else f"<html><body><p>第{n}页。</p></body></html>".encode()
        address = bureau.sites.put(f"county-{n % HOSTS}.test", f"/{n}.html", body)
        bureau.known.append(KnownAddress(address, f"99012{n % HOSTS}-政府", 2023, None))
    assert len(bureau.collect().news) == PAGES
    return bureau


def test_each_address_is_asked_once_and_conditionally_and_nothing_is_parsed(
    known: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = Corpus.of(known.archive.fetches())
    assert extract_new(corpus.items, known.archive, tmp_path / "extractions") == PAGES
    known.sites.visits.clear()
    known.sites.clock.turn(days=1)
    parsed: list[str] = []

    def parse(name: str) -> Any:
        return lambda *_, **__: parsed.append(name)

    for name in (
        *("ingest.live.judging.read_document", "ingest.live.following.read_document"),
        *(
            "ingest.listings.bounded.PageReader._read",
            "ingest.extraction.read_document",
            "ingest.rows.extract_document",
        ),
    ):
        monkeypatch.setattr(name, parse(name))
    collected = known.collect()
    assert (collected.asked, collected.unchanged, collected.news) == (PAGES, PAGES, [])
    after = Corpus.of(known.archive.fetches())
    assert extract_new(after.items, known.archive, tmp_path / "extractions") == 0
    assert parsed == []
    assert after.fingerprint == corpus.fingerprint, "so nothing is built either"

    asked = Counter((host, path) for host, path, _, _ in known.sites.visits if path != "/robots.txt")
    assert len(asked) == PAGES and set(asked.values()) == {1}
    statuses = {status for _, path, status, _ in known.sites.visits if path != "/robots.txt"}
    assert statuses == {304}, "which a server says to conditional requests alone"
    rules = Counter(host for host, path, _, _ in known.sites.visits if path == "/robots.txt")
    assert len(rules) == HOSTS and set(rules.values()) == {1}


def test_one_that_has_changed_is_the_only_one_that_is_read(
    known: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import rows

    extract_new(Corpus.of(known.archive.fetches()).items, known.archive, tmp_path / "extractions")
    known.sites.clock.turn(days=1)
    changed = (SAMPLES / "wutang-2023.html").read_bytes().replace("1302项".encode(), "1303项".encode())
    address = known.sites.put("county-0.test", "/0.html", changed)
    assert [fetch.address for fetch in known.collect().news] == [address]
    read: list[str] = []
    extract = rows.extract_document

    def noted(data: bytes, name: str, **given: Any) -> Any:
        read.append(name)
        return extract(data, name, **given)

    monkeypatch.setattr(rows, "extract_document", noted)
    assert extract_new(Corpus.of(known.archive.fetches()).items, known.archive, tmp_path / "extractions") == 1
    assert read == [address]
