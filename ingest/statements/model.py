"""How likely a proposed code is right, and whether a figure is of the whole: boosted trees over named features.

`model.json` is written by `python -m benchmarks.train` from the texts in this repository. A tree is
`[feature, without, with]` or a leaf's number; the sum of the leaves reached is the log-odds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODEL = Path(__file__).with_name("model.json")


class Trees:
    """One model: log-odds before anything is known, and what each tree adds.

    All trees are kept as full ones of the same depth, so that all of them are walked at once, for all statements.
    """

    def __init__(self, bias: float, trees: Sequence[Any]) -> None:
        self._bias = bias
        self._depth = max(map(_depth, trees))
        self._places = {name: place for place, name in enumerate(sorted(set().union(*map(_names, trees))))}
        inner = 2**self._depth - 1
        self._asked = np.zeros((len(trees), inner), dtype=np.intp)
        self._leaves = np.zeros((len(trees), inner + 1))
        for number, tree in enumerate(trees):
            self._keep(number, 0, 0, tree)

    def _keep(self, number: int, node: int, depth: int, tree: Any) -> None:
        """Write a tree into the arrays: children of node n are 2n+1 and 2n+2, an early leaf is all those below it."""
        if depth == self._depth:
            self._leaves[number, node - self._asked.shape[1]] = tree
            return
        name, without, having = tree if isinstance(tree, list) else (None, tree, tree)
        self._asked[number, node] = self._places[name] if name else 0
        self._keep(number, 2 * node + 1, depth + 1, without)
        self._keep(number, 2 * node + 2, depth + 1, having)

    def probabilities(self, statements: Sequence[Collection[str]]) -> list[float]:
        """How likely the answer is yes, 0 to 1, for each statement, given as the features that hold for it."""
        holds = np.zeros((len(statements), len(self._places)), dtype=bool)
        for row, features in enumerate(statements):
            holds[row, [self._places[name] for name in features if name in self._places]] = True
        rows, trees = np.arange(len(statements))[:, None], np.arange(len(self._asked))[None, :]
        node: NDArray[np.intp] = np.zeros((len(statements), len(self._asked)), dtype=np.intp)
        for _ in range(self._depth):
            node = 2 * node + 1 + holds[rows, self._asked[trees, node]]
        log_odds = self._bias + self._leaves[trees, node - self._asked.shape[1]].sum(axis=1)
        return [float(each) for each in 1 / (1 + np.exp(-log_odds))]


def _depth(tree: Any) -> int:
    return 1 + max(_depth(tree[1]), _depth(tree[2])) if isinstance(tree, list) else 0


def _names(tree: Any) -> set[str]:
    return {tree[0]} | _names(tree[1]) | _names(tree[2]) if isinstance(tree, list) else set()


@cache
def load_models() -> dict[str, Trees]:
    """`confidence` (is the code right) and `whole` (is the figure of the reporting body's whole)."""
    read = json.loads(MODEL.read_text(encoding="utf-8"))
    return {name: Trees(model["bias"], model["trees"]) for name, model in read["models"].items()}


@cache
def threshold() -> float:
    """The least confidence with which a code is published."""
    return float(json.loads(MODEL.read_text(encoding="utf-8"))["threshold"])
