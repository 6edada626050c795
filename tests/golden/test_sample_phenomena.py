"""What `samples/README.md` promises about the samples is really in their text and in their gold figures."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

pytestmark = pytest.mark.golden

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "samples"
CATALOGUE = REPOSITORY / "ingest" / "indicators" / "indicators.csv"
COUNTIES = ("heting", "wutang", "yanyao")

Row = dict[str, str]
Gold = dict[str, list[Row]]


def _listed(section: str) -> list[tuple[str, str]]:
    """(stem, words) of each row of the table below that heading of the README."""
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    part = text.split(f"## {section}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| .+ \| `([^`]+)\.\w+` \| (.+) \|$", part, flags=re.MULTILINE)
    assert rows, f"no table below {section}"
    return rows


def _levels(gold: Gold, stem: str, year: int) -> dict[str, Decimal]:
    """Indicator → the level that the report prints for that year; the first where it prints several."""
    levels: dict[str, Decimal] = {}
    for row in gold[stem]:
        if row["measure"] == "level" and row["status"] == "scored" and row["year"] == str(year):
            levels.setdefault(row["indicator"], Decimal(row["value"]))
    return {code: value for code, value in levels.items() if code not in ("", "?")}


def _prior_levels(gold: Gold, stem: str) -> dict[str, Decimal]:
    """What is known of the year before: last year's report, and over it what this one restates."""
    county, year = stem.split("-")
    before = f"{county}-{int(year) - 1}"
    printed = _levels(gold, before, int(year) - 1) if before in gold else {}
    return printed | _levels(gold, stem, int(year) - 1)


def _implied(row: Row, now: Decimal, prior: Decimal) -> Decimal:
    if row["measure"] == "change" and row["unit"] == "%":
        return (now - prior) / prior * 100
    return now - prior


def _agrees(row: Row, now: Decimal, prior: Decimal) -> bool:
    stated = Decimal(row["value"])
    half = Decimal(1).scaleb(stated.as_tuple().exponent) / 2  # type: ignore[arg-type]
    return abs(_implied(row, now, prior) - stated) <= half


def _stated_changes(gold: Gold) -> list[tuple[str, Row]]:
    """Changes of an indicator that a report states for its own year."""
    return [
        (stem, row)
        for stem, rows in gold.items()
        for row in rows
        if row["measure"] in ("change", "point_change")
        and row["indicator"] not in ("", "?")
        and row["year"] == stem[-4:]
    ]


def _catalogue() -> dict[str, str]:
    with CATALOGUE.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["domain"] for row in csv.DictReader(stream)}


def test_sentences_of_the_readme_stand_in_their_sample_and_hold_gold_figures(
    sample_texts: dict[str, str], sample_gold: Gold
) -> None:
    for stem, words in _listed("Phenomena in figures"):
        assert words in sample_texts[stem], f"{stem}: {words}"
        printed = {row["raw"] for row in sample_gold[stem]}
        assert any(raw in words for raw in printed), f"{stem}: no gold figure in {words}"


def test_numbers_that_are_no_figures_stand_in_their_sample_and_in_no_gold_row(
    sample_texts: dict[str, str], sample_gold: Gold
) -> None:
    for stem, words in _listed("Numbers that are no figures"):
        assert words in sample_texts[stem], f"{stem}: {words}"
        assert not any(row["raw"] in words for row in sample_gold[stem]), f"{stem}: {words}"


def test_every_gold_row_is_well_formed_and_names_an_indicator_of_the_catalogue(sample_gold: Gold) -> None:
    codes = set(_catalogue()) | {"", "?"}
    for stem, rows in sample_gold.items():
        for row in rows:
            assert row["indicator"] in codes, f"{stem}: {row}"
            assert row["bound"] in {"exact", "at_least", "at_most", "about"}
            assert row["measure"] in {"level", "change", "point_change", "share"}
            assert row["status"] in {"scored", "ignore"}
            assert row["unit"]
            assert (row["measure"] == "point_change") == (row["unit"] == "百分点")
            assert Decimal(row["value"]) > 0 or row["measure"] in {"change", "point_change"}


def test_every_sample_has_between_40_and_90_figures(sample_gold: Gold) -> None:
    assert len(sample_gold) == 12
    for stem, rows in sample_gold.items():
        assert 40 <= sum(row["status"] == "scored" for row in rows) <= 90, stem


def test_samples_cover_seventy_indicators_of_every_domain(sample_gold: Gold) -> None:
    domains = _catalogue()
    held = {row["indicator"] for rows in sample_gold.values() for row in rows} - {"", "?"}
    assert len(held) >= 70
    assert {domains[code] for code in held} == set(domains.values())


@pytest.mark.parametrize("county", COUNTIES)
def test_twenty_five_indicators_of_a_county_run_through_consecutive_years(county: str, sample_gold: Gold) -> None:
    for year in range(2022, 2025):
        now = _levels(sample_gold, f"{county}-{year}", year)
        before = _levels(sample_gold, f"{county}-{year - 1}", year - 1)
        assert len(now.keys() & before.keys()) >= 25, year


def test_stated_changes_agree_with_the_year_before_but_for_the_one_planted_contradiction(sample_gold: Gold) -> None:
    agreeing, contradicting = 0, []
    for stem, row in _stated_changes(sample_gold):
        now = _levels(sample_gold, stem, int(row["year"]))[row["indicator"]]
        prior = _prior_levels(sample_gold, stem).get(row["indicator"])
        if prior is None:
            continue
        if _agrees(row, now, prior):
            agreeing += 1
        else:
            contradicting.append((stem, row["indicator"], row["raw"], str(_implied(row, now, prior))[:5]))
    assert contradicting == [("yanyao-2023", "reconsideration.applications", "35.7%", "18.18")]
    assert agreeing >= 60


def test_one_change_has_a_prior_level_that_is_only_implied(sample_gold: Gold) -> None:
    implied = [
        (stem, row["indicator"])
        for stem, row in _stated_changes(sample_gold)
        if row["indicator"] not in _prior_levels(sample_gold, stem)
    ]
    assert implied == [("heting-2023", "legal_services.aid_cases")]


def test_one_figure_is_restated_and_others_are_repeated_unchanged(sample_gold: Gold) -> None:
    restated: list[tuple[str, str, int, int]] = []
    repeated: list[tuple[str, str, int, int]] = []
    for stem in sample_gold:
        county, year = stem.split("-")
        for code, value in _levels(sample_gold, stem, int(year) - 1).items():
            first = _levels(sample_gold, f"{county}-{int(year) - 1}", int(year) - 1)[code]
            (repeated if value == first else restated).append((stem, code, int(first), int(value)))
    assert restated == [("wutang-2023", "mediation.disputes_mediated", 3168, 3126)]
    assert repeated


def test_one_rate_is_above_one_hundred(sample_gold: Gold) -> None:
    wrong = [
        (stem, row["indicator"], row["raw"])
        for stem, rows in sample_gold.items()
        for row in rows
        if row["unit"] == "%" and row["measure"] == "level" and Decimal(row["value"]) > 100
    ]
    assert wrong == [("heting-2023", "services.hotline_completion_rate", "109.5%")]


def test_one_report_closes_more_reconsiderations_than_it_accepted(sample_gold: Gold) -> None:
    wrong = []
    for stem in sample_gold:
        levels = _levels(sample_gold, stem, int(stem[-4:]))
        if levels["reconsideration.closed"] > levels["reconsideration.accepted"]:
            wrong.append(stem)
    assert wrong == ["heting-2022"]


@pytest.mark.parametrize(
    ("county", "indicator"),
    [("yanyao", "litigation.head_appearance_rate"), ("heting", "legal_services.aid_cases")],
)
def test_an_indicator_is_missing_in_2022_alone(county: str, indicator: str, sample_gold: Gold) -> None:
    held = {year for year in range(2021, 2025) if indicator in _levels(sample_gold, f"{county}-{year}", year)}
    assert held == {2021, 2023, 2024}


def test_every_report_holds_targets_of_the_coming_year_which_are_nobodys_indicator(sample_gold: Gold) -> None:
    for stem, rows in sample_gold.items():
        targets = [row for row in rows if row["year"] == str(int(stem[-4:]) + 1)]
        assert sum(row["status"] == "scored" for row in targets) >= 2, stem
        assert {row["indicator"] for row in targets} <= {"", "?"}, stem
