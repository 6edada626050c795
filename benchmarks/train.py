"""Train the models of statements (`ingest/statements/model.json`) on the gold statements of this repository.

    python -m benchmarks.train           train on the teaching texts, print how the checking texts are read
    python -m benchmarks.train --write   train on all of them and write the model

Reproducible: the same texts, rules and versions give the same file. Needs scikit-learn, which is no dependency of
the library: the model is read as plain data.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.extraction import year_of
from ingest.figures import find_figures
from ingest.indicators.catalogue import load_catalogue
from ingest.model import Figure
from ingest.publishers.regions import load_regions
from ingest.readers import read_document
from ingest.reports.head import read_head
from ingest.reports.sections import split_sections
from ingest.statements.deciding import candidates
from ingest.statements.features import candidate_features, features
from ingest.statements.model import MODEL
from ingest.statements.reading import read_statements
from ingest.statements.statement import Statement

CORPUS = Path(__file__).parents[1] / "tests/golden/statements"
THRESHOLD = 0.5
"""The least confidence with which a code is published."""


@dataclass(frozen=True, slots=True)
class Row:
    """A gold figure with what was read at its place."""

    document: str
    gold: dict[str, str]
    figure: Figure
    statement: Statement


def is_checking(document: str) -> bool:
    """Whether a text only checks: s131 to s154 and all of k."""
    return document.startswith("k") or (document.startswith("s") and int(document[1:]) > 130)


def rows(documents: Iterable[str]) -> list[Row]:
    """The scored gold figures of these texts for which a figure was found."""
    regions = load_regions()
    found: list[Row] = []
    for document in documents:
        name = f"{document}.txt"
        read = read_document((CORPUS / "texts" / name).read_bytes(), name)
        head = read_head(read, name, regions)
        year = year_of(read.text, head)
        sections = split_sections(read.text)
        figures, statements = read_statements(read.text, find_figures(read.text, year, sections), sections, year)
        left = list(zip(figures, statements, strict=True))
        with (CORPUS / "gold" / f"{document}.csv").open(encoding="utf-8", newline="") as handle:
            for gold in csv.DictReader(handle):
                start, end = int(gold["start"]), int(gold["end"])
                pair = next((pair for pair in left if pair[0].start < end and start < pair[0].end), None)
                if pair is None:
                    continue
                left.remove(pair)
                if gold["status"] == "scored" and pair[1] is not None:
                    found.append(Row(document, gold, pair[0], pair[1]))
    return found


def code_examples(found: Sequence[Row], known: set[str]) -> list[tuple[list[str], bool, str]]:
    """(features, whether the code is right, document) of each proposed code that the gold can judge."""
    examples = []
    for row in found:
        gold = row.gold
        if gold["indicator"] == "?":
            continue
        held = features(row.statement)
        year = not gold["year"] or str(row.figure.year) == gold["year"]
        for code in candidates(row.statement):
            if code in known:
                right = code == gold["indicator"] and year
                examples.append((held + candidate_features(row.statement, code), right, row.document))
    return examples


def whole_examples(found: Sequence[Row]) -> list[tuple[list[str], bool, str]]:
    """(features, whether the figure is of the whole, document) of each figure whose gold tells."""
    return [
        (features(row.statement), row.gold["whose"] == "own", row.document)
        for row in found
        if row.gold["whose"] in ("own", "part")
    ]


def train(examples: Sequence[tuple[list[str], bool, str]], trees: int) -> dict[str, Any]:
    """A model as `ingest.statements.model` reads it."""
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.feature_extraction import DictVectorizer

    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([dict.fromkeys(names, 1) for names, _, _ in examples])
    weights = [_weight(document) for _, _, document in examples]
    model = GradientBoostingClassifier(
        n_estimators=trees, max_depth=3, subsample=0.7, learning_rate=0.06, max_features=0.5, random_state=1
    )
    model.fit(table, [right for _, right, _ in examples], sample_weight=weights)
    names = vectorizer.get_feature_names_out()
    prior = float(model.init_.class_prior_[1])
    return {
        "bias": round(math.log(prior / (1 - prior)), 6),
        "trees": [_tree(each[0].tree_, 0, names, model.learning_rate) for each in model.estimators_],
    }


def _weight(document: str) -> float:
    """Texts that no pattern was made from show best how often patterns err; the set s states numbers in the most ways."""
    return (3.0 if is_checking(document) else 1.0) * (2.0 if document.startswith("s") else 1.0)


def _tree(tree: Any, node: int, names: Sequence[str], rate: float) -> Any:
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]) * rate, 6)
    left, right = (_tree(tree, child[node], names, rate) for child in (tree.children_left, tree.children_right))
    return [str(names[tree.feature[node]]), left, right]


def write(documents: Sequence[str], known: set[str], path: Path = MODEL) -> None:
    """Train on these texts and write the model."""
    found = rows(documents)
    models = {
        "confidence": train(code_examples(found, known), 150),
        "whole": train(whole_examples(found), 120),
    }
    text = json.dumps({"threshold": THRESHOLD, "models": models}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace("],[", "],\n[") + "\n", encoding="utf-8")


def main() -> None:
    """See the module's docstring."""
    documents = sorted(path.stem for path in (CORPUS / "gold").glob("*.csv"))
    known = {indicator.code for indicator in load_catalogue()}
    teaching = documents if "--write" in sys.argv else [each for each in documents if not is_checking(each)]
    write(teaching, known)


if __name__ == "__main__":
    main()
