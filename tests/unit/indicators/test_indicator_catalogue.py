"""The catalogue and the data files of phrasing are checked when they are read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.indicators.catalogue import CATALOGUE, CatalogueError, load_catalogue, read_catalogue
from ingest.indicators.plain import plain
from ingest.indicators.scope import load_cues
from ingest.statements.vocabulary import HERE, Vocabulary, load_vocabulary

pytestmark = pytest.mark.unit

TESTS = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the vocabulary that a test may break."""
    return Path(shutil.copytree(HERE, tmp_path / "vocabulary", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def change(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def append(path: Path, row: str) -> None:
    with path.open("a", encoding="utf-8") as handle:
        handle.write(row + "\n")


def test_the_catalogue_has_112_indicators_in_twelve_domains() -> None:
    catalogue = load_catalogue()
    assert len(catalogue) == 112
    assert len({indicator.domain for indicator in catalogue}) == 12


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("count,sum", "amount,sum", "kind 'amount'"),
        ("count,sum,neutral", "count,mean,neutral", "aggregation 'mean'"),
        (",higher,", ",better,", "polarity 'better'"),
        ("leadership.study_sessions,leadership", "leadership.study_sessions,services", "not of the form"),
        ("法治学习参训人次", "", "empty: name_zh"),
        ("leadership.study_participants,", "leadership.study_sessions,", "occurs twice"),
        ("code,domain", "id,domain", "columns are"),
        ("%,rate,none", "%,count,none", "a rate is measured in %"),
    ],
)
def test_a_broken_catalogue_is_refused_with_the_reason(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = Path(shutil.copy(CATALOGUE, tmp_path))
    with pytest.raises(CatalogueError, match=message):
        read_catalogue(change(path, old, new))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("emergency.drill,次,演练,,,,,", "unknown code 'emergency.drill'"),
        ("mediation.committees,处,调解组织,,,,,", "does not belong into emergency.csv"),
        ("emergency.drills,回合,演练,,,,,", "unknown units 回合"),
        ("emergency.drills,次,,,,,,", "`object` is empty"),
        ("emergency.drills,次,演武,,,,,", "'演武' is no concept and no deed"),
        ("emergency.drills,次,演练,演武,,,,", "'演武' is no concept and no deed"),
        ("emergency.drills,次,演练,", "needs 8 cells"),
    ],
)
def test_a_broken_pattern_is_refused_with_its_place(folder: Path, row: str, message: str) -> None:
    append(folder / "patterns" / "emergency.csv", row)
    with pytest.raises(CatalogueError, match=message):
        Vocabulary(folder)


def test_an_indicator_without_a_pattern_is_refused(folder: Path) -> None:
    path = folder / "patterns" / "emergency.csv"
    kept = [row for row in path.read_text(encoding="utf-8").splitlines() if "emergency.drills" not in row]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"no pattern for emergency\.drills"):
        Vocabulary(folder)


def test_a_concept_that_occurs_twice_is_refused(folder: Path) -> None:
    append(folder / "concepts" / "emergency.csv", "演练,演武")
    with pytest.raises(CatalogueError, match="'演练' occurs twice"):
        Vocabulary(folder)


def test_rates_are_matched_to_percent_signs_and_counts_are_not() -> None:
    kinds = {indicator.code: indicator.kind for indicator in load_catalogue()}
    for pattern in load_vocabulary().patterns:
        assert (pattern.units == {"%"}) == (kinds[pattern.code] == "rate"), pattern.id


def test_cues_of_a_part_have_distinct_names() -> None:
    names = [cue.name for cue in load_cues()]
    assert len(set(names)) == len(names) > 5


def test_whatever_a_cue_finds_holds_one_of_its_triggers() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((TESTS / "golden").glob("*/*.txt"))]
    lines = [plain(line) for text in texts for line in text.splitlines()]
    tried = 0
    for cue in load_cues():
        for line in lines if cue.triggers else ():
            for match in cue.pattern.finditer(line):
                tried += 1
                assert any(line.find(trigger, match.start(), match.end() + 12) >= 0 for trigger in cue.triggers), cue
    assert tried > 50
