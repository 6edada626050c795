"""Each bundled sample gives exactly the figures that a careful reader finds in it."""

from __future__ import annotations

import csv
import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pytest

from ingest.extraction import extract_document
from ingest.model import Figure

pytestmark = pytest.mark.golden

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "samples"
STEMS = [f"{county}-{year}" for county in ("heting", "wutang", "yanyao") for year in range(2021, 2025)]
RUN = 18
SET_PHRASES = re.compile("习近平新时代中国特色社会主义思想|习近平法治思想|党的二十大|法治政府建设实施纲要")


class Reading(NamedTuple):
    """A figure as both sides write it: value without trailing zeros, `-` for no indicator, `?` for an open one."""

    raw: str
    value: str
    unit: str
    bound: str
    measure: str
    indicator: str
    year: str

    def __str__(self) -> str:
        return "  ".join(self)


def _number(value: object) -> str:
    text = f"{value}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _found(figure: Figure) -> Reading:
    return Reading(
        figure.raw,
        _number(format(figure.value, "f")),
        figure.unit,
        figure.bound,
        figure.measure,
        figure.indicator_code or "-",
        str(figure.year),
    )


def _expected(row: dict[str, str]) -> Reading:
    columns = ("raw", "value", "unit", "bound", "measure", "indicator", "year")
    return Reading(*(row[column] or "-" for column in columns))


def _same(found: Reading, wanted: Reading) -> bool:
    return found == (wanted if wanted.indicator != "?" else wanted._replace(indicator=found.indicator))


def differences(found: list[Reading], wanted: list[Reading], free: list[bool]) -> list[str]:
    """One line for each figure that is missing, extra or read otherwise; rows that are `free` never count.

    Figures are aligned in reading order by what is printed. An extra figure counts as free where it is printed
    like a free row that nothing was aligned to in the same gap.
    """
    lines: list[str] = []
    matcher = SequenceMatcher(None, [row.raw for row in found], [row.raw for row in wanted], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            lines += [
                f"changed  {wanted[j]}\n     to  {found[i]}"
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
                if not free[j] and not _same(found[i], wanted[j])
            ]
            continue
        loose = [wanted[j].raw for j in range(j1, j2) if free[j]]
        for i in range(i1, i2):
            if any(found[i].raw in raw or raw in found[i].raw for raw in loose):
                continue
            lines.append(f"extra    {found[i]}")
        lines += [f"missing  {wanted[j]}" for j in range(j1, j2) if not free[j]]
    return lines


@pytest.mark.parametrize("stem", STEMS)
def test_extraction_of_a_sample_equals_its_gold_figures(
    stem: str, sample_files: dict[str, Path], sample_gold: dict[str, list[dict[str, str]]]
) -> None:
    path = sample_files[stem]
    figures = extract_document(path.read_bytes(), path.name).figures
    rows = sample_gold[stem]
    lines = differences(
        [_found(figure) for figure in figures],
        [_expected(row) for row in rows],
        [row["status"] == "ignore" for row in rows],
    )
    assert not lines, f"{stem}: {len(lines)} differences\n" + "\n".join(lines)


def test_a_difference_is_told_for_a_missing_an_extra_and_a_changed_figure() -> None:
    cases = Reading("5件", "5", "件", "exact", "level", "-", "2021")
    rate = Reading("90%", "90", "%", "exact", "level", "litigation.win_rate", "2021")
    assert differences([cases], [cases, rate], [False, False]) == [f"missing  {rate}"]
    assert differences([cases, rate], [cases], [False]) == [f"extra    {rate}"]
    assert differences([rate._replace(year="2020")], [rate], [False])[0].startswith("changed")
    assert differences([cases], [cases, rate], [False, True]) == []
    assert differences([cases, rate], [cases, rate._replace(indicator="?")], [False, False]) == []


@pytest.mark.parametrize("stem", STEMS)
def test_every_gold_figure_stands_in_its_sample_in_reading_order(
    stem: str, sample_texts: dict[str, str], sample_gold: dict[str, list[dict[str, str]]]
) -> None:
    text, place = sample_texts[stem], 0
    for row in sample_gold[stem]:
        found = text.find(row["raw"], place)
        assert found >= 0, f"{stem}: {row['raw']} not found after offset {place}"
        place = found + len(row["raw"])


@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_says_at_its_beginning_and_at_its_end_that_it_is_invented(
    stem: str, sample_texts: dict[str, str], sample_gold: dict[str, list[dict[str, str]]]
) -> None:
    text = sample_texts[stem]
    rows = [row for row in sample_gold[stem] if row["status"] == "scored"]
    first = text.find(rows[0]["raw"])
    last = text.rfind(rows[-1]["raw"])
    assert "虚构" in text[:first]
    assert "虚构" in text[last:]


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem.startswith("yanyao")])
def test_pages_that_declare_gb2312_need_gb18030(stem: str, sample_files: dict[str, Path]) -> None:
    data = sample_files[stem].read_bytes()
    assert b"charset=gb2312" in data
    assert "砚垚区人民政府" in data.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        data.decode("gb2312")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


@pytest.mark.parametrize("stem", [stem for stem in STEMS if not stem.startswith("yanyao")])
def test_other_samples_are_utf8_without_replacement_characters(stem: str, sample_files: dict[str, Path]) -> None:
    assert "\ufffd" not in sample_files[stem].read_bytes().decode("utf-8")


def test_invented_regions_have_codes_of_their_own_and_names_that_no_region_bears() -> None:
    with (SAMPLES / "regions.csv").open(encoding="utf-8", newline="") as stream:
        invented = list(csv.DictReader(stream))
    with (REPOSITORY / "ingest/publishers/regions.csv").open(encoding="utf-8", newline="") as stream:
        real = {row["name"] for row in csv.DictReader(stream)}
    codes = {row["code"] for row in invented}
    assert len(codes) == len(invented)
    for row in invented:
        assert row["code"].startswith("99")
        assert row["parent_code"] in codes or row["level"] == "province"
        assert row["name"] not in real
        assert not any(name.startswith(row["name"][:-1]) for name in real)


def _runs(text: str) -> set[str]:
    """Runs of 18 characters without white space, full-width forms folded, that hold words of Chinese."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    runs = {folded[at : at + RUN] for at in range(len(folded) - RUN + 1)}
    return {run for run in runs if sum("一" <= sign <= "鿿" for sign in run) >= RUN // 3}


def test_no_sentence_of_a_sample_is_taken_from_a_real_report(shared: Path, sample_texts: dict[str, str]) -> None:
    published: set[str] = set()
    for folder in ("reports", "passages"):
        for path in (shared / folder).rglob("*.txt"):
            published |= _runs(path.read_text(encoding="utf-8"))
    assert published
    for stem, text in sample_texts.items():
        taken = _runs(SET_PHRASES.sub("\ufffc", text)) & published
        assert not taken, f"{stem}: {sorted(taken)}"
