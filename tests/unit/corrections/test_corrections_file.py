"""What the corrections file may say, and what is said where it may not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.corrections import Correction, CorrectionError, read_corrections

pytestmark = pytest.mark.unit

REPOSITORY = Path(__file__).parents[3]

ENTRY: dict[str, Any] = {
    "report": "0123456789ab",
    "raw": "109.5%",
    "action": "override",
    "value": "95.9",
    "reason": "The annex gives another rate.",
    "evidence": "https://reports.invalid/annex",
}


def write(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "corrections.yml"
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return path


def refusal(folder: Path, *entries: dict[str, Any]) -> str:
    with pytest.raises(CorrectionError) as caught:
        read_corrections(write(folder, *entries))
    return str(caught.value)


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in ENTRY.items() if name not in names}


def test_the_file_in_the_repository_holds_no_entries() -> None:
    assert read_corrections(REPOSITORY / "corrections.yml") == []


def test_the_form_that_the_file_explains_is_read_once_its_comment_signs_are_gone(tmp_path: Path) -> None:
    lines = (REPOSITORY / "corrections.yml").read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("# - report:"))
    last = next(n for n, line in enumerate(lines) if "evidence:" in line)
    path = tmp_path / "corrections.yml"
    path.write_text("\n".join(line[2:] for line in lines[first : last + 1]), encoding="utf-8")
    [placed] = read_corrections(path)
    assert (placed.correction.action, placed.correction.value, placed.correction.start) == (
        "override",
        Decimal("95.9"),
        1820,
    )


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "[]\n", "---\n"])
def test_a_file_without_entries_corrects_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    assert read_corrections(path) == []


def test_scalars_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(
        "- report: 012345678901\n  raw: 1e3\n  action: override\n  value: 95.90\n  unit: no\n"
        "  reason: yes\n  evidence: 2024-01-01\n",
        encoding="utf-8",
    )
    [placed] = read_corrections(path)
    correction = placed.correction
    assert (correction.report, correction.raw, correction.unit) == ("012345678901", "1e3", "no")
    assert (str(correction.value), correction.precision) == ("95.90", Decimal("0.005"))
    assert (correction.reason, correction.evidence) == ("yes", "2024-01-01")


@pytest.mark.parametrize(
    ("value", "precision"),
    [("95.9", "0.05"), ("96", "0.5"), ("13.4e4", "500"), ("-6.50", "0.005"), ("0", "0.5")],
)
def test_a_value_is_exact_to_half_of_the_last_digit_that_is_written(tmp_path: Path, value: str, precision: str) -> None:
    [placed] = read_corrections(write(tmp_path, ENTRY | {"value": value}))
    assert placed.correction.precision == Decimal(precision)


def test_null_takes_the_indicator_or_the_year_away_and_is_not_the_same_as_saying_nothing(tmp_path: Path) -> None:
    [gone] = read_corrections(write(tmp_path, without("value") | {"indicator": None, "year": None}))
    assert gone.correction.changed == ["indicator_code", "year"]
    [silent] = read_corrections(write(tmp_path, ENTRY))
    assert silent.correction.changed == ["value"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (ENTRY | {"valeu": "3"}, "there is no field valeu"),
        (ENTRY | {"indicator": "reconsideration.acepted"}, "not a code of the catalogue"),
        (ENTRY | {"bound": "exactly"}, "bound 'exactly' should be 'exact'"),
        (ENTRY | {"action": "delete"}, "action 'delete' should be 'drop'"),
        (ENTRY | {"value": "many"}, "value"),
        (ENTRY | {"value": "NaN"}, "value"),
        (ENTRY | {"value": "1.2345678"}, "value"),
        (ENTRY | {"value": None}, "value is empty"),
        (ENTRY | {"unit": " "}, "unit: is empty"),
        (ENTRY | {"year": "23"}, "year '23' should be greater than or equal to 1949"),
        (ENTRY | {"start": "-1"}, "start '-1' should be greater than or equal to 0"),
        (ENTRY | {"report": "0123456789a"}, "report '0123456789a' is not the first 12 hexadecimal digits"),
        (ENTRY | {"report": "竹溪县2023年报告"}, "is not the first 12 hexadecimal digits"),
        (ENTRY | {"reason": ""}, "reason: is empty"),
        (without("reason"), "reason is missing"),
        (without("evidence"), "evidence is missing"),
        (without("raw"), "raw is missing"),
        (without("value"), "an override sets at least one of value"),
        (ENTRY | {"action": "drop"}, "value: only an override sets fields, this is a drop"),
        (without("value") | {"action": "flag", "year": None}, "year: only an override sets fields, this is a flag"),
    ],
)
def test_an_entry_that_breaks_the_form_is_told_with_file_entry_and_field(
    tmp_path: Path, entry: dict[str, Any], says: str
) -> None:
    good = ENTRY | {"raw": "3件", "value": "4"}
    told = refusal(tmp_path, good, entry)
    assert told.startswith(f"{tmp_path / 'corrections.yml'}: entry 2 (line ")
    assert says in told
    assert told.endswith("Correct the entry or remove it.")


def test_the_line_of_an_entry_is_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text("# a comment\n\n- report: 0123456789ab\n  raw: 3件\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match=r"entry 1 \(line 3\)"):
        read_corrections(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("report: 0123456789ab\n", "a list of entries"),
        ("- just words\n", "it must hold fields"),
        ("- report: [\n", "this is not YAML"),
        ("- {raw: 3件, raw: 4件}\n", "raw stands twice"),
        ("- !!python/object:os.system {}\n", "this is not YAML"),
    ],
)
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError, match=says):
        read_corrections(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="cannot be read"):
        read_corrections(tmp_path / "missing.yml")
    path = tmp_path / "corrections.yml"
    path.write_bytes("- raw: 三件".encode("gb18030"))
    with pytest.raises(CorrectionError, match="not UTF-8"):
        read_corrections(path)


def test_two_entries_for_one_figure_are_refused_also_where_one_gives_more_of_the_hash(tmp_path: Path) -> None:
    told = refusal(tmp_path, ENTRY, ENTRY | {"report": "0123456789ABCDEF", "value": "96"})
    assert "entry 2" in told and "the same figure as entry 1" in told
    apart = write(tmp_path, ENTRY, ENTRY | {"report": "fedcba9876543210"}, ENTRY | {"start": "9"})
    assert len(read_corrections(apart)) == 3


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=None, allow_nan=False).filter(lambda d: d.is_finite()))
def test_every_value_that_fits_the_column_is_kept_and_every_other_is_refused(value: Decimal) -> None:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    fields = ENTRY | {"value": str(value)}
    decimals = f"{value:f}".partition(".")[2].rstrip("0")
    if len(decimals) <= 6:  # zeros behind the sixth place take nothing away
        correction = Correction.model_validate(fields)
        assert correction.value == value
        assert correction.precision == Decimal(10) ** exponent / 2
    else:
        with pytest.raises(ValueError, match="value"):
            Correction.model_validate(fields)
