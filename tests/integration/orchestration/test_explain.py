"""`fazhi extract --explain` as users type it: why a figure was read as it was."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

Fazhi = Callable[..., subprocess.CompletedProcess[str]]
Block = dict[str, list[str]]
"""Label → its lines; the line above all labels under the empty label."""

REPORT = """云汀县2023年度法治政府建设情况的报告
全年新收行政复议申请近1,360余件,比上年增长18.5%,其中劳动保障类217件。
行政机关负责人出庭应诉率由91.2%升至98.4%,提高7.2个百分点。
投入2.35亿元。
三、2024年工作安排
力争开展行政执法培训30场次。
"""


def blocks(printed: str) -> list[Block]:
    found: list[Block] = []
    for text in printed.rstrip("\n").split("\n\n"):
        head, *lines = text.split("\n")
        block: Block = {"": [head]}
        for line in lines:
            label, words = line[:12].strip(), line[12:]
            block.setdefault(label, []).append(words)
        found.append(block)
    return found


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory, fazhi: Fazhi) -> list[Block]:
    """The blocks of `REPORT`."""
    folder = tmp_path_factory.mktemp("explain")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    done = fazhi("extract", folder / "report.txt", "--explain", data=folder / "data")
    assert done.returncode == 0, done.stderr
    assert not (folder / "data").exists()
    return blocks(done.stdout)


def test_every_figure_has_a_block_in_reading_order_with_its_place(explained: list[Block]) -> None:
    raws = ["1,360余件", "18.5%", "217件", "91.2%", "98.4%", "7.2个百分点", "2.35亿元", "30场次"]
    assert [block[""][0].split("  ")[0] for block in explained] == raws
    for block, raw in zip(explained, raws, strict=True):
        start, end = map(int, block[""][0].rsplit(":", 1)[1].split("-"))
        assert REPORT[start:end] == raw


def test_the_sentence_shows_which_of_its_figures_is_meant(explained: list[Block]) -> None:
    assert explained[4]["sentence"] == ["行政机关负责人出庭应诉率由91.2%升至⟦98.4%⟧,提高7.2个百分点。"]


def test_value_unit_precision_bound_measure_scope_and_year_are_told(explained: list[Block]) -> None:
    assert explained[0]["value"] == ["1,360 件 ± 0.5"]
    assert explained[0]["reading"] == ["bound about, measure level, scope total, year 2023"]
    assert explained[1]["reading"] == ["bound exact, measure change, scope total, year 2023"]
    assert explained[2]["reading"] == ["bound exact, measure level, scope part, year 2023"]
    assert explained[6]["value"] == ["235,000,000 元 ± 500,000"]
    assert explained[7]["reading"][0].endswith("scope part, year 2024")


def test_rules_stand_in_the_order_in_which_they_fired(explained: list[Block]) -> None:
    fired = explained[0]["rules"][0].split(" → ")
    assert fired[:2] == ["hedge.at_most.近", "hedge.at_least.余"]
    assert fired[2].startswith("year.")
    assert fired[3].startswith("indicator.reconsideration.applications#")
    assert explained[1]["rules"][0].split(" → ")[0] == "change.up.增长"
    assert explained[7]["rules"][0].split(" → ")[-2:] == ["year.plan", "scope.plan"]


def test_no_rule_is_told_twice(explained: list[Block]) -> None:
    for block in explained:
        fired = block["rules"][0].split(" → ")
        assert len(set(fired)) == len(fired)


def test_the_indicator_is_told_by_code_and_name_or_said_to_be_none(explained: list[Block]) -> None:
    assert explained[0]["indicator"] == ["reconsideration.applications 行政复议申请数"]
    assert explained[2]["indicator"] == ["none"]
    assert explained[4]["indicator"][0].startswith("litigation.head_appearance_rate ")


def test_matching_and_losing_patterns_are_told_with_the_reason(explained: list[Block]) -> None:
    applications = explained[0]
    fired = applications["rules"][0].split(" → ")[3].removeprefix("indicator.")
    assert fired in applications["matched"][0].split(", ")
    lost = {line.split(" ")[0]: line.split(": ", 1)[1].split(", ") for line in applications["lost"]}
    assert set(lost) <= {"object", "deed", "topic", "around", "unless", "publisher"}
    assert any(rule.startswith("reconsideration.closed#") for rule in lost["deed"])
    matched = set(applications["matched"][0].split(", "))
    assert not matched & {rule for rules in lost.values() for rule in rules}


def test_the_words_that_were_weighed_are_told(explained: list[Block]) -> None:
    assert explained[0]["weighed"] == ["全年新收行政复议申请近…"]


def test_a_block_says_what_the_json_line_says(tmp_path: Path, fazhi: Fazhi, explained: list[Block]) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    done = fazhi("extract", report, data=tmp_path / "data")
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(facts) == len(explained)
    for fact, block in zip(facts, explained, strict=True):
        assert block["value"][0].startswith(f"{fact['value']:,} {fact['unit']} ±")
        wanted = f"bound {fact['bound']}, measure {fact['measure']}, scope {fact['scope']}, year {fact['year']}"
        assert block["reading"] == [wanted]
        assert block["indicator"][0].split(" ")[0] == (fact["indicator"] or "none")
        assert block["sentence"][0].replace("⟦", "").replace("⟧", "") == fact["quote"]


def test_explain_with_a_format_is_wrong_use(tmp_path: Path, fazhi: Fazhi) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    done = fazhi("extract", report, "--explain", "--format", "csv", data=tmp_path / "data")
    assert (done.returncode, done.stdout) == (2, "")
    assert "leave --format csv out" in done.stderr


def test_explain_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path, fazhi: Fazhi) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    done = fazhi("extract", tmp_path / "missing.txt", report, "--explain", data=tmp_path / "data")
    assert done.returncode == 2
    assert "missing.txt" in done.stderr and "Traceback" not in done.stderr
    assert len(blocks(done.stdout)) == 8
