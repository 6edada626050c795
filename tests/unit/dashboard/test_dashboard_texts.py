"""Every word of the page stands in both languages, and everything that is said has words."""

from __future__ import annotations

import csv
import re
import string
import tomllib
from pathlib import Path

import pytest

from dashboard import words
from dashboard.parts.doubts import GRAVE, MILD
from dashboard.record_views import RECORDS
from dashboard.view_names import SECTIONS, VIEWS

pytestmark = pytest.mark.unit

DASHBOARD = Path(words.__file__).parent
SOURCES = {path: path.read_text(encoding="utf-8") for path in DASHBOARD.rglob("*.py")}
PROJECT = DASHBOARD.parent


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_stands_in_both_languages_with_the_same_places_to_fill() -> None:
    for key, text in words.texts().items():
        assert text["zh"].strip() and text["en"].strip(), key
        assert places(text["zh"]) == places(text["en"]), key


def test_no_key_stands_twice() -> None:
    with (DASHBOARD / "texts.csv").open(encoding="utf-8", newline="") as rows:
        keys = [row["key"] for row in csv.DictReader(rows)]
    assert len(keys) == len(set(keys))


def test_whatever_the_code_says_has_a_text() -> None:
    said = {key for source in SOURCES.values() for key in re.findall(r"\bsay\(\s*\"([\w.]+)\"", source)}
    assert len(said) > 50
    assert said <= words.texts().keys()


def test_every_column_of_a_table_has_a_heading() -> None:
    names: set[str] = set()
    for path, source in SOURCES.items():
        if path.parent.name == "views":
            for listed in re.findall(r"(?:_COLUMNS|_INDICATORS|columns) = \[(.*?)\]", source, re.DOTALL):
                names |= set(re.findall(r"\"(\w+)\"", listed))
    names |= {name for records in RECORDS.values() for name in records.columns} - {"{name}"}
    assert len(names) > 60
    assert {f"column.{name}" for name in names} <= words.texts().keys()


def test_every_list_says_what_it_shows_and_names_its_states() -> None:
    for name, records in RECORDS.items():
        said = {f"list.{name}", *(f"{records.state}.{state}" for state in records.states)}
        assert said | {passage.heading for passage in records.passages} <= words.texts().keys()


def test_every_rule_of_the_audit_has_a_name() -> None:
    rules = tomllib.loads((PROJECT / "expectations" / "rules.toml").read_text(encoding="utf-8"))
    assert {f"rule.{name}" for name in rules} <= words.texts().keys()


def test_every_doubt_and_definition_of_the_warehouse_has_words() -> None:
    answer = (PROJECT / "warehouse" / "questions" / "answers" / "values_with_doubts.sql").read_text(encoding="utf-8")
    codes = {*GRAVE, *MILD}
    assert {f"{kind}.{code}" for kind in ("doubt", "why") for code in codes} <= words.texts().keys()
    # Such as `then 'conflict' end`.
    assert set(re.findall(r"then '(\w+)'", answer)) <= codes
    vocabulary = PROJECT / "ingest" / "statements" / "vocabulary" / "definitions.csv"
    with vocabulary.open(encoding="utf-8", newline="") as rows:
        named = {row["definition"] for row in csv.DictReader(rows)}
    assert {f"definition.{name}" for name in named} <= words.texts().keys()


def test_every_view_and_section_of_the_menu_has_a_name() -> None:
    said = {f"page.{name}" for name in VIEWS} | {f"section.{name}" for name in SECTIONS if name}
    assert said <= words.texts().keys()


def test_every_domain_of_the_catalogue_has_names_and_colours() -> None:
    with (PROJECT / "ingest" / "indicators" / "indicators.csv").open(encoding="utf-8", newline="") as rows:
        used = {row["domain"] for row in csv.DictReader(rows)}
    assert used <= words.domains().keys()


@pytest.mark.parametrize("paper", ["background", "line"])
def test_the_words_on_every_colour_can_be_read(paper: str) -> None:
    """WCAG: 4.5 : 1 for dark words on the backgrounds, 3 : 1 for the lines on white."""
    for domain, row in words.domains().items():
        if paper == "background":
            assert contrast(row["background"], "#1c1917") >= 4.5, domain
        else:
            assert contrast(row["line"], "#ffffff") >= 3, domain


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert words.term("zh", "bound", "exact") == "精确"
    assert words.term("en", "bound", "something_new") == "something_new"
    assert words.domain_name("zh", "new_domain") == "new_domain"


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
