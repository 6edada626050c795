"""How likely a proposed code is right, and whether a figure is of the whole: sums of weights of named features.

`model.json` is written by `python -m benchmarks.train` from the texts in this repository. The bias and the weights of
the features that hold add up to the log-odds. `litigation.cases|出庭` is kept as 出庭 under `litigation.cases`, what
has no bar under the empty name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

MODEL = Path(__file__).with_name("model.json")


class Weights:
    """One model: log-odds before anything is known, and what each feature adds."""

    def __init__(self, bias: float, weights: Mapping[str, float]) -> None:
        self._bias = bias
        self._weights = weights

    def probability(self, features: Collection[str]) -> float:
        """How likely the answer is yes, 0 to 1, given the features that hold, each once."""
        weights = self._weights
        return 1 / (1 + math.exp(-self._bias - math.fsum(weights[name] for name in features if name in weights)))


@cache
def load_models() -> dict[str, Weights]:
    """`confidence` (is the code right) and `whole` (is the figure of the reporting body's whole)."""
    return {name: Weights(model["bias"], _flat(model["weights"])) for name, model in _read()["models"].items()}


def _flat(groups: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {
        f"{group}|{name}" if group else name: weight
        for group, weights in groups.items()
        for name, weight in weights.items()
    }


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
