"""docs/questions.md: each query is asked again on the samples, and its result compared with what stands there."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from warehouse.questions.document import answered, queries

pytestmark = pytest.mark.integration

DOCUMENT = Path(__file__).parents[3] / "docs" / "questions.md"


def by_question(document: str) -> list[str]:
    return re.split(r"(?m)^## ", document)


def test_every_question_has_the_result_that_the_document_shows(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert len(queries(document)) >= 20
    assert by_question(answered(document, sample_warehouse)) == by_question(document), (
        "write the results anew: FAZHI_DATA=… python -m warehouse.questions docs/questions.md"
    )


def test_every_question_of_the_document_has_an_answer(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    empty = [
        query
        for query in queries(DOCUMENT.read_text(encoding="utf-8"))
        if not sample_warehouse.execute(query).fetchall()
    ]
    assert empty == []


def test_results_are_written_below_their_queries_and_stay_when_nothing_changes() -> None:
    document = (
        "# A\n\n```sql\nselect 1 as one, null as two, 'a|b' as three\n```\n\n## B\n\n```sql\nselect 2.50 as x\n```\n"
    )
    with duckdb.connect() as con:
        once = answered(document, con)
        assert "| one | two | three |\n| --- | --- | --- |\n| 1 |  | a\\|b |\n\n## B" in once
        assert once.endswith("| x |\n| --- |\n| 2.5 |\n")
        assert answered(once, con) == once
        assert answered(once.replace("| 1 |", "| 7 |"), con) == once
