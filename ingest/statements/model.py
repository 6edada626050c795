"""How likely a proposed code is right, and whether a figure is of the whole: boosted trees over named features.

`model.json` is written by `python -m benchmarks.train` from the texts in this repository. A tree is
`[feature, without, with]` or a leaf's number; the sum of the leaves reached is the log-odds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MODEL = Path(__file__).with_name("model.json")


@dataclass(frozen=True, slots=True)
class Trees:
    """One model: log-odds before anything is known, and what each tree adds."""

    bias: float
    trees: list[Any]

    def log_odds(self, features: Collection[str]) -> float:
        """Log-odds that the answer is yes, for a statement of which `features` hold."""
        total = self.bias
        for tree in self.trees:
            node = tree
            while isinstance(node, list):
                node = node[2] if node[0] in features else node[1]
            total += node
        return total

    def probability(self, features: Collection[str]) -> float:
        """The same as a probability, 0 to 1."""
        return 1 / (1 + math.exp(-self.log_odds(features)))


@cache
def load_models() -> dict[str, Trees]:
    """`confidence` (is the code right) and `whole` (is the figure of the reporting body's whole)."""
    read = json.loads(MODEL.read_text(encoding="utf-8"))
    return {name: Trees(model["bias"], model["trees"]) for name, model in read["models"].items()}


@cache
def threshold() -> float:
    """The least confidence with which a code is published."""
    return float(json.loads(MODEL.read_text(encoding="utf-8"))["threshold"])
