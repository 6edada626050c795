"""The page's benchmark reads a published warehouse like any other; how fast, is of no matter here."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.published import publish_generated
from dashboard.asking import answer, names_in, query
from dashboard.parts.headlines import ASKED
from dashboard.views.overview import QUERIES
from dashboard.warehouse import newest_version, open_version
from warehouse.workspace import Workspace

pytestmark = pytest.mark.integration


def test_a_generated_corpus_is_published_and_answers_what_the_views_ask(tmp_path: Path) -> None:
    publication = publish_generated(tmp_path, 8)
    assert publication.reports == 8 and publication.figures > 400 and publication.findings > 0
    version = newest_version(Workspace(tmp_path))
    assert version.publication == publication
    with open_version(version.path) as con:
        asked = {"year": 2024, **ASKED}
        for name in QUERIES:
            answer(con, query(name, **{key: value for key, value in asked.items() if key in names_in(name)}))
        assert len(answer(con, query("findings", severity=None, rule=None, year=None, region=None)).frame) > 0
        found = answer(con, query("search", words="行政复议", count=5)).frame
        assert len(found) == 5 and all("行政" in quote for quote in found["quote"])
