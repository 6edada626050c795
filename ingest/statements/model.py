"""How likely a proposed code is right, and whether a figure is of the whole: sums of weights of named features.

`model.json` is written by `python -m benchmarks.train` from the texts in this repository. The bias and the weights of
the features that hold add up to the log-odds. Features come in groups: `litigation.cases|出庭` is 出庭 in the group
`litigation.cases`, what has no bar is in the group of the empty name.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

MODEL = Path(__file__).with_name("model.json")

Evidence = Sequence[tuple[str, Iterable[str]]]
"""(group, names) of the features that hold. Most groups have no weights: their names are never joined or looked up."""


def names_of(evidence: Evidence) -> list[str]:
    """The features as the model is trained on them: `before|赶集`; those of the empty group by their names alone."""
    return [f"{group}|{name}" if group else name for group, names in evidence for name in names]


def grouped(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Weights by group, given those of features as `names_of` gives them."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for feature, weight in weights.items():
        group, bar, name = feature.partition("|")
        groups[group if bar else ""][name if bar else feature] = weight
    return groups


class Weights:
    """One model: log-odds before anything is known, and what each feature adds, by group and name."""

    def __init__(self, bias: float, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._bias = bias
        self._weights = weights

    def probability(self, evidence: Evidence) -> float:
        """How likely the answer is yes, 0 to 1, given the features that hold, each once."""
        groups = self._weights
        found = chain.from_iterable(map(groups[group].get, names) for group, names in evidence if group in groups)
        return 1 / (1 + math.exp(-self._bias - math.fsum(filter(None, found))))


@cache
def load_models() -> dict[str, Weights]:
    """`confidence` (is the code right) and `whole` (is the figure of the reporting body's whole)."""
    return {name: Weights(model["bias"], model["weights"]) for name, model in _read()["models"].items()}


@cache
def threshold() -> float:
    """The least confidence with which a code is published."""
    return float(_read()["threshold"])


@cache
def trained_codes() -> frozenset[str]:
    """The indicators that were in the catalogue when the weights were found."""
    return frozenset(_read()["codes"])


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))
    return read
