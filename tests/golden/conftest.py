"""The bundled sample reports and the figures that a careful reader finds in them."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = Path(__file__).parent / "samples"


def _plain_text(page: str) -> str:
    """The words of a page, navigation included. Knows nothing of the project's own readers."""
    return html.unescape(re.sub(r"<[^>]+>", "", page)).replace("\xa0", " ")


@pytest.fixture(scope="session")
def sample_files() -> dict[str, Path]:
    """Stem, such as `wutang-2021`, → file."""
    files = [*SAMPLES.glob("*-20??.html"), *SAMPLES.glob("*-20??.txt")]
    return {path.stem: path for path in sorted(files)}


@pytest.fixture(scope="session")
def sample_texts(sample_files: dict[str, Path]) -> dict[str, str]:
    """Stem → all words of the file, decoded strictly: pages that declare gb2312 are GB18030."""
    texts = {}
    for stem, path in sample_files.items():
        data = path.read_bytes()
        text = data.decode("gb18030" if b"charset=gb2312" in data else "utf-8")
        texts[stem] = _plain_text(text) if path.suffix == ".html" else text
    return texts


@pytest.fixture(scope="session")
def sample_gold() -> dict[str, list[dict[str, str]]]:
    """Stem → its gold figures in reading order, columns as in `samples/README.md`."""
    gold = {}
    for path in sorted(GOLD.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            gold[path.stem] = list(csv.DictReader(stream))
    return gold
