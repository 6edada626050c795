"""What pages say about the project's files and settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from documentation.code_blocks import as_script, code_blocks, commands
from warehouse.settings import Settings, all_settings

pytestmark = pytest.mark.unit

REPOSITORY = Path(__file__).parents[3]
PAGES = [REPOSITORY / "README.md", REPOSITORY / "samples" / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
SDMX_STRUCTURE = "FAZHI_INDICATOR_YOY"
"""An id in exported files, and no setting."""

MADE = "reference"
"""Pages of this folder are made when the site is built."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_to_files_of_the_project(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target).resolve()
        assert path.exists() or path.parent == REPOSITORY / "docs" / MADE, f"{page}: {target}"


def test_every_page_is_in_the_menu() -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    menu = set(re.findall(r"[\w/-]+\.md", text[text.index("nav:") :]))
    docs = REPOSITORY / "docs"
    assert {str(page.relative_to(docs)) for page in docs.rglob("*.md")} == {
        name for name in menu if not name.startswith(MADE)
    }


def test_every_variable_that_the_code_names_is_a_setting() -> None:
    rooms = ("ingest", "expectations", "dbt_project", "warehouse", "orchestration", "cli", "dashboard", "benchmarks")
    code = [path for room in rooms for path in (REPOSITORY / room).rglob("*") if path.suffix in {".py", ".yml"}]
    named = {name for path in code for name in re.findall(r"FAZHI_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))}
    assert named - {SDMX_STRUCTURE} <= {one.name for one in all_settings()}


def test_dbt_builds_by_hand_with_the_defaults_of_the_settings() -> None:
    profile = (REPOSITORY / "dbt_project" / "profiles.yml").read_text(encoding="utf-8")
    defaults = dict(re.findall(r"env_var\('(\w+)', '([^']*)'\)", profile))
    assert defaults["FAZHI_DBT_THREADS"] == str(Settings.dbt_threads.default)
    assert defaults["FAZHI_DBT_MEMORY"] == Settings.dbt_memory.default


def test_front_matter_of_the_menu_is_valid_yaml() -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(re.sub(r"!!python/\S+ \{[^}]*\}\}?", "null", text))["nav"]


def test_a_page_becomes_a_script_of_its_files_and_commands(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        'Text.\n\n```text title="a/b.txt"\nit\'s $HOME\n```\n\n```console\n$ cat a/b.txt\nprinted\n$ false\n```\n',
        encoding="utf-8",
    )
    assert [block.title for block in code_blocks(page)] == ["a/b.txt", None]
    assert commands(code_blocks(page)[1]) == ["cat a/b.txt", "false"]
    import subprocess

    done = subprocess.run(["bash", "-c", as_script(page)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "$ cat a/b.txt\nit's $HOME\n$ false\n")
