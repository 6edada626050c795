"""The rules as data: complete, told in both languages, and listed in the documentation."""

from __future__ import annotations

import csv
import string
from pathlib import Path
from typing import get_args

import pytest

from expectations.figures import BOUNDS, MEASURES, SCOPES, UNITS_FILE, units_by_kind
from expectations.rules import GX_SEVERITY, Severity, Subject, rule_table, rules, terms
from ingest import model

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[3]
FRAMES = ROOT / "expectations" / "frames"
PAIRS_FILE = FRAMES / "pairs.csv"

NAMED_BY_MESSAGES = {"place", "min_value", "max_value", "what_zh", "what_en", "level_zh", "level_en"} | {
    f"{what}_{language}"
    for what in ("indicator", "numerator", "denominator", "stated", "computed")
    for language in ("zh", "en")
}
COLUMNS = {
    "figures": "raw printed start end text_length value unit bound measure scope year report_year indicator_unit "
    "spelled_value longer_number largest_count largest_people",
    "reports": "report_year fetched_year year_mentions plan_year published_on title region_code region_first_year "
    "region_last_year own_mentions neighbour_name neighbour_mentions own_repeated own_repeated_year foreign_repeated "
    "foreign_region_name foreign_year reports_of_year indicator_count prior_indicator_count cut_words title_neighbour title_year "
    "own_kind own_kind_mentions other_kind other_kind_mentions own_parent namesake_parent namesake_parent_mentions "
    "repeated_paragraphs repeated_words illegible_words",
    "indicators": "year value unit prior_value other_years years_median peer_count peers_median",
    "relations": "year of_year numerator_value numerator_prior numerator_unit denominator_value denominator_prior "
    "denominator_unit",
    "series": "year compared_changes broken_changes",
    "build": "report_count figure_count documents_in documents_out documents_rejected figures_in_error newest_year "
    "due_year days_unasked",
    "coverage": "what before after",
    "exceptions": "entry rule reason until",
}


def named_in(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("name", rules())
def test_a_rule_names_only_columns_that_its_frame_has(name: str) -> None:
    rule = rules()[name]
    named = named_in(rule.observed) | named_in(rule.message_zh) | named_in(rule.message_en)
    assert named <= set(COLUMNS[rule.suite].split()) | NAMED_BY_MESSAGES


@pytest.mark.parametrize("name", rules())
def test_a_rule_is_graded_and_told_in_both_languages(name: str) -> None:
    rule = rules()[name]
    assert rule.severity in get_args(Severity)
    assert rule.subject in get_args(Subject)
    assert rule.why.endswith((".", ")"))
    assert rule.message_en.endswith(".") and rule.why_zh.endswith("。")
    assert any("\u4e00" <= character <= "\u9fff" for character in rule.message_zh)
    assert named_in(rule.message_zh), "a message names the numbers"


@pytest.mark.parametrize("name", rules())
def test_a_sentence_of_one_language_does_not_borrow_a_name_of_the_other(name: str) -> None:
    rule = rules()[name]
    assert not [field for field in named_in(rule.message_zh) if field.endswith("_en")]
    assert not [field for field in named_in(rule.message_en) if field.endswith("_zh")]


def test_a_rule_that_blocks_is_an_error() -> None:
    assert {rule.severity for rule in rules().values() if rule.blocking} == {"error"}


def test_an_expectation_carries_its_rule() -> None:
    carried = terms("count_is_whole")
    assert carried["severity"] == GX_SEVERITY["error"] == "critical"
    assert carried["meta"]["rule"] == "count_is_whole"
    assert carried["meta"]["blocking"] is False
    assert carried["description"].startswith("count_is_whole: ")


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        terms("numbers_are_nice")


def test_the_documentation_holds_the_table_of_rules() -> None:
    assert rule_table() in (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")


def test_the_table_has_one_line_per_rule() -> None:
    assert len(rule_table().splitlines()) == len(rules()) + 2


def test_the_allowed_words_are_those_of_the_records() -> None:
    assert get_args(model.Measure) == MEASURES
    assert get_args(model.Bound) == BOUNDS
    assert get_args(model.Scope) == SCOPES


def catalogue() -> dict[str, dict[str, str]]:
    with (ROOT / "ingest" / "indicators" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def pairs() -> list[dict[str, str]]:
    with PAIRS_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_pairs_are_of_counts_of_the_catalogue_and_say_why() -> None:
    known = catalogue()
    for pair in pairs():
        assert known[pair["numerator_code"]]["kind"] == known[pair["denominator_code"]]["kind"] == "count"
        assert known[pair["numerator_code"]]["unit"] == known[pair["denominator_code"]]["unit"]
        assert pair["why"].endswith(".")


def test_pairs_do_not_contradict_one_another() -> None:
    ordered = {(pair["numerator_code"], pair["denominator_code"]) for pair in pairs()}
    assert len(ordered) == len(pairs())
    assert not {(whole, part) for part, whole in ordered} & ordered
    assert not [part for part, whole in ordered if part == whole]


def test_no_counting_unit_of_the_catalogue_is_held_for_a_measure() -> None:
    kinds = units_by_kind()
    people = kinds.pop("people")
    measures = {unit for units in kinds.values() for unit in units}
    counted = {row["unit"] for row in catalogue().values() if row["kind"] == "count"}
    assert not counted & measures
    assert counted & set(people) == {"人"}


def test_a_unit_is_of_one_kind() -> None:
    with UNITS_FILE.open(encoding="utf-8", newline="") as file:
        units = [row["unit"] for row in csv.DictReader(file)]
    assert len(units) == len(set(units))
