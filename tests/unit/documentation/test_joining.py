"""What people and agents who join are told: files that exist, targets that exist, and the checks that CI makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.unit

REPOSITORY = Path(__file__).parents[3]
PAGES = ("CONTRIBUTING.md", "AGENTS.md", ".github/PULL_REQUEST_TEMPLATE.md")
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_target_and_every_link_is_there(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    targets = {word for line in re.findall(r"\bmake ([a-z][a-z -]*)", text) for word in line.split()[:1]}
    assert targets <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)), name
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        assert (REPOSITORY / name).parent.joinpath(link).exists(), link


@pytest.mark.parametrize("name", PAGES[:2])
def test_every_path_that_is_named_is_there(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    # `ingest/readers/`, `cli/chinese/*.csv`; not `patterns/<domain>.csv`, nor what stands alone.
    named = re.findall(r"`((?:[\w.*-]+/)+[\w.*-]*)`", text)
    assert len(named) > 5
    missing = [path for path in named if not any(REPOSITORY.glob(path.rstrip("/"))) and path.split("/")[0] != "models"]
    assert missing == []


def test_agents_are_told_on_one_page() -> None:
    assert len((REPOSITORY / "AGENTS.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_before_a_commit_the_same_is_checked_as_in_ci() -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    checked = {hook["entry"].removeprefix("make ") for hook in hooks if hook["entry"].startswith("make ")}
    # The line below `test:`, as in `$(MAKE) --jobs 2 lint types`
    tested = re.search(r"^test: .*?\$\(MAKE\) [^\n]*? ((?:[a-z]+ )*[a-z]+)$", MAKEFILE, re.MULTILINE | re.DOTALL)
    linted = re.search(r"^lint: (.*?) ##", MAKEFILE, re.MULTILINE)
    assert tested and linted
    assert checked == {*tested[1].split(), *linted[1].split()} - {"lint"}


def test_templates_of_issues_are_forms() -> None:
    forms = [path for path in (REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml"]
    assert len(forms) >= 3
    for path in forms:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert form["name"] and form["description"]
        ids = [field["id"] for field in form["body"]]
        assert len(ids) == len(set(ids)) and all(field["attributes"]["label"] for field in form["body"])
