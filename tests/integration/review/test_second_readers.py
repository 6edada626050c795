"""Doubtful figures go out as JSON lines; answers come back, are checked against the report and become entries."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from expectations.exceptions import read_exceptions
from ingest.corrections import read_corrections
from warehouse.review.answers import check
from warehouse.review.questions import candidates, questions

pytestmark = pytest.mark.integration

UNTIL = date(2030, 12, 31)


def asked(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return list(questions(con, 0))


def answered(question: dict[str, Any], **answer: Any) -> str:
    given = {"reason": "核对原文", "by": "王", "evidence": question["printed"]} | answer
    return json.dumps(question | {"answer": given}, ensure_ascii=False)


def test_each_question_has_its_words_its_reading_and_what_is_doubted(
    sample_warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = asked(sample_warehouse)
    assert len(found) == 5
    assert all(one["printed"] in one["sentence"] and one["doubts"] and one["rules"] for one in found)
    rate = next(one for one in found if one["printed"] == "109.5%")
    assert rate["read_as"]["value"] == 109.5 and rate["read_as"]["indicator_name"] == "12345热线办结率"


def test_another_value_for_the_same_year_is_another_reading(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    [(figure,)] = sample_warehouse.execute("select figure_id from marts.indicator_conflict").fetchall()
    assert sorted(one["value"] for one in candidates(sample_warehouse, figure)) == [3126]


def test_those_come_first_on_which_most_depends(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = sample_warehouse.execute("select uses, change_size from doubtful_figures()").fetchall()
    assert rows == sorted(rows, reverse=True) and rows[0][0] >= 2


def test_answers_become_entries_that_a_refresh_can_follow(
    sample_warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    first, second, third, *rest = asked(sample_warehouse)
    lines = [
        answered(first, decision="override", value=95, year=2022),
        answered(second, decision="drop", evidence=second["sentence"]),
        answered(third, decision="keep"),
        *(json.dumps(one, ensure_ascii=False) for one in rest),
    ]
    checked = check(sample_warehouse, lines, UNTIL)
    assert checked.refused == [] and checked.open == len(rest)
    corrections, exceptions = tmp_path / "corrections.yml", tmp_path / "exceptions.yml"
    corrections.write_text("".join(checked.corrections), encoding="utf-8")
    exceptions.write_text("".join(checked.exceptions), encoding="utf-8")
    override, drop = (placed.correction for placed in read_corrections(corrections))
    assert (override.action, override.value, override.year, override.start) == ("override", 95, 2022, first["start"])
    assert (drop.action, drop.evidence, drop.reason) == ("drop", second["sentence"], "核对原文 (王)")
    assert {(one.rule, one.figure, one.until) for one in read_exceptions(exceptions)} == {
        ("stated_change_agrees", second["figure_id"], UNTIL)
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"decision": "drop", "evidence": "全年受理行政复议案件99999件"}, "do not stand in the report"),
        ({"decision": "drop", "evidence": " "}, "answer.evidence"),
        ({"decision": "perhaps"}, "answer.decision"),
        ({"decision": "drop", "by": None}, "answer.by"),
        ({"decision": "override"}, "override"),
        ({"decision": "override", "indicator": "no.such"}, "no.such"),
        ({"decision": "drop", "colour": "red"}, "answer.colour"),
    ],
)
def test_an_answer_that_cannot_be_followed_is_refused(
    sample_warehouse: duckdb.DuckDBPyConnection, change: dict[str, Any], why: str
) -> None:
    checked = check(sample_warehouse, ["", answered(asked(sample_warehouse)[0], **change)], UNTIL)
    assert checked.corrections == checked.exceptions == []
    [(number, told)] = checked.refused
    assert number == 2 and why in told


def test_a_line_of_something_else_is_refused(sample_warehouse: duckdb.DuckDBPyConnection) -> None:
    gone = answered(asked(sample_warehouse)[0] | {"figure_id": "0"}, decision="drop")
    checked = check(sample_warehouse, ["no json", "{}", gone], UNTIL)
    assert [number for number, _ in checked.refused] == [1, 2, 3]
    assert "was read again" in checked.refused[2][1]


def test_the_command_writes_questions_and_takes_answers(fazhi: Any, sample_data: Path, tmp_path: Path) -> None:
    target, entries = tmp_path / "doubtful.jsonl", tmp_path / "corrections.yml"
    entries.write_text("# mine", encoding="utf-8")
    assert fazhi("review", "export", "--out", str(target), "-n", "2", data=sample_data).returncode == 0
    first, second = (json.loads(line) for line in target.read_text(encoding="utf-8").splitlines())
    target.write_text(answered(first, decision="drop") + "\n" + answered(second, decision="keep"), encoding="utf-8")
    done = fazhi("review", "import", str(target), "--corrections", str(entries), data=sample_data)
    assert done.returncode == 0, done.stderr
    assert entries.read_text(encoding="utf-8").startswith("# mine\n- report: ")
    assert yaml.safe_load(done.stdout)[0]["figure"] == second["figure_id"]
    target.write_text(answered(first, decision="drop", evidence="没有这样的话"), encoding="utf-8")
    assert fazhi("review", "import", str(target), data=sample_data).returncode == 1
