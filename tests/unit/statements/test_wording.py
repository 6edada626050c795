"""The words of a statement as features, and the sum of weights that judges them."""

from __future__ import annotations

import math

import pytest

from ingest.figures import find_figures
from ingest.statements.deciding import confidence_of, evidence_for
from ingest.statements.model import Weights, grouped, load_models, names_of
from ingest.statements.reading import read_statements
from ingest.statements.statement import Statement
from ingest.statements.wording import wording

pytestmark = pytest.mark.unit


def statement_of(sentence: str) -> Statement:
    """The statement of a sentence's first figure, in a county's report."""
    text = f"临澜县2024年法治政府建设年度报告\n\n{sentence}\n"
    _, statements = read_statements(text, find_figures(text, 2024), (), 2024)
    found = statements[0]
    assert found is not None
    return found


def test_words_are_weighed_in_pairs_by_where_they_stand() -> None:
    found = set(names_of(wording(statement_of("乡镇赶集日，办法治讲堂3场次。"))))
    assert {"before|赶集", "before|讲堂", "thing|讲堂", "unit|场次", "clause|办法", "sentence|乡镇"} <= found
    assert "before|3场" not in found


def test_words_are_weighed_for_each_code() -> None:
    statement = statement_of("全年受理行政复议案件93件。")
    for_one = set(names_of(evidence_for(statement, "reconsideration.accepted")))
    for_other = set(names_of(evidence_for(statement, "litigation.cases")))
    assert {"reconsideration.accepted|unit=件", "reconsideration.accepted|受理", "reconsideration|复议"} <= for_one
    assert {"litigation.cases|受理", "litigation|复议"} <= for_other - for_one
    assert confidence_of(statement, "reconsideration.accepted") > confidence_of(statement, "litigation.cases")


def test_log_odds_are_the_bias_and_the_weights_of_what_holds() -> None:
    model = Weights(-1.0, grouped({"a": 0.5, "before|b": 1.5, "c": -3.0}))
    held = [("", ["a", "never seen"]), ("before", {"b", "c"}), ("never seen", ["a"])]
    assert model.probability(held) == pytest.approx(1 / (1 + math.exp(-1)))
    assert model.probability([]) == pytest.approx(1 / (1 + math.e))


def test_weights_of_words_are_read_under_their_names() -> None:
    whole = load_models()["whole"]
    of_a_part = [("", ["subject.place.0"]), ("before", ["首批"])]
    assert whole.probability(of_a_part) < whole.probability([("", ["whole.own", "whole.sentence"])])
