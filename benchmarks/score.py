"""How well figures are read: extraction against gold figures, on real reports where there are some.

Prints precision, recall and F1 of each corpus of `minimums.csv`. Exit status: 0 where every F1 reaches its
minimum, 1 where one falls short. Real reports are no part of this project: they are looked for in the folder
`FAZHI_SHARED`, else in `shared` beside the repository, and skipped where that is missing.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import KINDS, Tally, tally
from warehouse.settings import settings

REPOSITORY = Path(__file__).parents[1]
INVENTED = REPOSITORY / "tests/golden"
MINIMUMS = Path(__file__).with_name("minimums.csv")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts with gold figures, and the least F1 of each of `KINDS` over all of them together."""

    name: str
    real: bool
    texts: str
    """A glob below the folder of the corpus."""
    gold: str
    """The folder of the gold files below it; each is named like its text."""
    minimums: dict[str, float]

    @property
    def folder(self) -> Path:
        """Where the corpus lies, whether or not it is there."""
        return shared_folder() if self.real else INVENTED

    def missing(self) -> bool:
        """Whether this machine does not have the corpus."""
        return not any(self.folder.glob(self.texts))


def shared_folder() -> Path:
    """Where real reports are looked for."""
    return settings.shared or REPOSITORY.parent / "shared"


def corpora() -> list[Corpus]:
    """The rows of `minimums.csv`."""
    with MINIMUMS.open(encoding="utf-8", newline="") as handle:
        return [
            Corpus(
                row["corpus"],
                row["corpus"].startswith("real "),
                row["texts"],
                row["gold"],
                {kind: float(row[kind]) for kind in KINDS},
            )
            for row in csv.DictReader(handle)
        ]


def extract(texts: Sequence[Path]) -> dict[str, list[dict[str, Any]]]:
    """Stem of each text → what `fazhi extract` prints of it; raises CalledProcessError where it cannot be read."""
    command: list[str | Path] = [Path(sys.executable).with_name("fazhi"), "extract", *texts]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    facts: dict[str, list[dict[str, Any]]] = {path.stem: [] for path in texts}
    for line in printed.splitlines():
        fact = json.loads(line)
        facts[Path(fact["document"]).stem].append(fact)
    return facts


def read_gold(path: Path) -> list[dict[str, str]]:
    """Gold rows of one text. Units are in simplified characters, as extraction gives them: an indicator has one."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def score(corpus: Corpus) -> dict[str, dict[str, Tally]]:
    """Stem of each text → kind → tally, with the sum of all under `all`."""
    texts = sorted(corpus.folder.glob(corpus.texts))
    found: dict[str, dict[str, Tally]] = {}
    for stem, facts in extract(texts).items():
        found[stem] = tally(facts, read_gold(corpus.folder / corpus.gold / f"{stem}.csv"))
    found["all"] = {kind: sum((counts[kind] for counts in found.values()), Tally()) for kind in KINDS}
    return found


def shortfalls(corpus: Corpus, total: dict[str, Tally]) -> list[str]:
    """One sentence for each kind whose F1 is below its minimum."""
    return [
        f"{corpus.name}: {kind} reach F1 {total[kind].f1:.3f}, below the minimum {corpus.minimums[kind]:.3f}"
        for kind in KINDS
        if total[kind].f1 < corpus.minimums[kind]
    ]


def _print_table(corpus: Corpus, found: dict[str, dict[str, Tally]]) -> None:
    print(f"{corpus.name:<24}{'':<12}     P      R     F1  right wrong missed  minimum")
    for stem, counts in found.items():
        for kind in KINDS:
            one = counts[kind]
            minimum = f"{corpus.minimums[kind]:9.3f}" if stem == "all" else ""
            print(
                f"{stem:<24}{kind:<12}{one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}"
                f"{one.right:7}{one.wrong:6}{one.missed:7}{minimum}"
            )
    print()


def main() -> int:
    """Scores every corpus that is there; returns the exit status."""
    below: list[str] = []
    for corpus in corpora():
        if corpus.missing():
            print(f"{corpus.name}: skipped: no {corpus.name} in {corpus.folder} (set FAZHI_SHARED)\n")
            continue
        found = score(corpus)
        _print_table(corpus, found)
        below += shortfalls(corpus, found["all"])
    print("\n".join(below) or "Every F1 reaches its minimum.")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
