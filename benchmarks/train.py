"""Train the models of statements (`ingest/statements/model.json`) on the gold figures of this repository.

    python -m benchmarks.train           how well the checking texts are told, and how far confidence holds
    python -m benchmarks.train --write   train on all texts and write the model

The checking texts (`is_checking`) taught no pattern. For the first command they are divided into six parts, and each
part is judged by a model that was trained on everything else. Reproducible: the same texts, rules and versions give
the same file. Needs scikit-learn, which is no dependency of the library: the model is read as plain data.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.scoring import wilson
from ingest.extraction import year_of
from ingest.figures import find_figures
from ingest.indicators.catalogue import load_catalogue
from ingest.model import Figure
from ingest.publishers.regions import load_regions
from ingest.readers import read_document
from ingest.reports.head import read_head
from ingest.reports.sections import split_sections
from ingest.statements.deciding import evidence_for, evidence_for_whole, filled, proposed_code, weighed
from ingest.statements.model import MODEL, Evidence, Weights, grouped, names_of
from ingest.statements.reading import read_statements
from ingest.statements.statement import Statement

GOLDEN = Path(__file__).parents[1] / "tests/golden"
SENTENCES = GOLDEN.parent / "unit/indicators/sentences.csv"
_MARK = re.compile(r"\[[~#]?([^\[\]=]+)(?:=([a-z_.]+))?\]")
"""`[12件=reconsideration.applications]`, `[~12%]` for a change, `[#12%]` for a share."""
THRESHOLD = 0.65
"""The least confidence with which a code is published."""
PARTS = 6
LEAST = 3
"""Examples in which a feature has to hold to be weighed."""
FREEDOM = {"confidence": 0.4, "whole": 0.15}
"""How far weights may go from nothing (`C` of the logistic regression), for each model."""
SMALLEST = 0.01
"""The least weight that is kept."""


@dataclass(frozen=True, slots=True)
class Row:
    """A scored gold figure with what was read at its place."""

    document: str
    gold: dict[str, str]
    figure: Figure
    statement: Statement | None
    """None in sections on plans."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a model learns from: named features, the answer, and the row they are of."""

    evidence: Evidence
    answer: bool
    row: Row
    code: str = ""

    @property
    def features(self) -> list[str]:
        """The names of what holds."""
        return names_of(self.evidence)


@dataclass(frozen=True, slots=True)
class Judged:
    """The likeliest code of a figure, and whether it is of the whole."""

    example: Example | None = None
    confidence: float = 0.0
    part: str | None = None
    likely_whole: bool = False


def is_checking(document: str) -> bool:
    """Whether a text taught no pattern: s143 to s154, all of k, every fourth of u, v, w, every second of x, y and z."""
    if document.startswith("old/"):
        return False
    number = int(document[1:])
    every = {"u": 4, "v": 4, "w": 4, "x": 2, "y": 2, "z": 2}.get(document[0])
    return number % every == 0 if every else document[0] == "k" or (document[0] == "s" and number > 142)


def documents() -> Iterator[tuple[str, Path, Path]]:
    """(name, text, gold) of every text with gold figures; those of older corpora begin with `old/`."""
    for gold in sorted((GOLDEN / "statements/gold").glob("*.csv")):
        yield gold.stem, GOLDEN / f"statements/texts/{gold.stem}.txt", gold
    for gold in sorted((GOLDEN / "samples").glob("*.csv")):
        yield f"old/samples/{gold.stem}", next((GOLDEN.parents[1] / "samples").glob(f"{gold.stem}.*")), gold
    for folder in ("heldout", "readings"):
        for gold in sorted((GOLDEN / folder).glob("*.csv")):
            yield f"old/{folder}/{gold.stem}", gold.with_suffix(".txt"), gold


def rows() -> list[Row]:
    """The scored gold figures for which a figure was found."""
    regions = load_regions()
    found: list[Row] = []
    for name, path, gold_file in documents():
        read = read_document(path.read_bytes(), path.name)
        year = year_of(read.text, read_head(read, path.name, regions))
        sections = split_sections(read.text)
        figures, statements = read_statements(read.text, find_figures(read.text, year, sections), sections, year)
        left = list(zip(figures, statements, strict=True))
        position = 0
        with gold_file.open(encoding="utf-8", newline="") as handle:
            for gold in csv.DictReader(handle):
                # Gold figures of the samples have no offsets: they stand in reading order.
                start = int(gold["start"]) if "start" in gold else read.text.index(gold["raw"], position)
                position = end = start + len(gold["raw"])
                pair = next((pair for pair in left if pair[0].start < end and start < pair[0].end), None)
                if pair is None:
                    continue
                left.remove(pair)
                if gold["status"] == "scored":
                    found.append(Row(name, gold, pair[0], pair[1]))
    return [*found, *_sentences()]


def marked_sentences() -> list[str]:
    """The sentences of `sentences.csv`, with their figures marked: `[12件=code]`, `[12件]` for none."""
    with SENTENCES.open(encoding="utf-8", newline="") as handle:
        return [row["sentence"] for row in csv.DictReader(handle)]


def read_marks(marked: str) -> tuple[str, dict[int, str | None]]:
    """A sentence without its marks, and the code of the figure that begins at each offset."""
    text, position = "", 0
    codes: dict[int, str | None] = {}
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        codes[len(text)] = match[2]
        text += match[1]
        position = match.end()
    return text + marked[position:], codes


def _sentences() -> Iterator[Row]:
    """The figures of single sentences with near misses."""
    for number, (text, codes) in enumerate(map(read_marks, marked_sentences())):
        figures, statements = read_statements(text, find_figures(text, None), (), None)
        for figure, statement in zip(figures, statements, strict=True):
            if figure.start in codes:
                gold = {"indicator": codes[figure.start] or "", "year": "", "measure": figure.measure}
                yield Row(f"old/sentences/{number}", gold, figure, statement)


def code_examples(found: Sequence[Row]) -> list[Example]:
    """One example for each code that is proposed and that the gold can judge."""
    known = {indicator.code for indicator in load_catalogue()}
    return [
        Example(evidence_for(row.statement, code), _is_right(row, code), row, code)
        for row in found
        if row.statement and row.gold["indicator"] != "?" and (code := proposed_code(row.statement)) in known
    ]


def _is_right(row: Row, code: str) -> bool:
    return code == row.gold["indicator"] and row.gold["year"] in ("", str(row.figure.year))


def whole_examples(found: Sequence[Row]) -> list[Example]:
    """One example for each figure whose gold tells whether it is of the whole."""
    return [
        Example(evidence_for_whole(row.statement), row.gold["whose"] == "own", row)
        for row in found
        if row.statement and row.gold.get("whose") in ("own", "part")
    ]


def train(examples: Sequence[Example], freedom: float) -> tuple[float, dict[str, dict[str, float]]]:
    """The bias and the weights of a model, as `ingest.statements.model.Weights` takes them."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    held = Counter(name for example in examples for name in example.features)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(
        [dict.fromkeys((name for name in example.features if held[name] >= LEAST), 1) for example in examples]
    )
    model = LogisticRegression(C=freedom, max_iter=1000)
    weights = [_weight(example) for example in examples]
    model.fit(table, [example.answer for example in examples], sample_weight=weights)
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {str(name): round(float(weight), 3) for name, weight in named if abs(weight) >= SMALLEST}
    return round(float(model.intercept_[0]), 3), grouped(kept)


def _weight(example: Example) -> float:
    """Texts that taught no pattern show best how often patterns err; whose a figure is, all show alike."""
    document = example.row.document
    if not example.code:
        return 1.0
    if document.startswith("old/"):
        return 5.0 if "/samples/" in document else 1.0 if "/sentences/" in document else 0.5
    return 3.0 if is_checking(document) or document[0] in "wxy" else 2.0 if document.startswith("v") else 1.0


def write(path: Path = MODEL) -> None:
    """Train on all texts and write the model."""
    found = rows()
    examples = {"confidence": code_examples(found), "whole": whole_examples(found)}
    models = {}
    for name, each in examples.items():
        bias, weights = train(each, FREEDOM[name])
        models[name] = {"bias": bias, "weights": weights}
    codes = sorted(indicator.code for indicator in load_catalogue())
    written = {"threshold": THRESHOLD, "codes": codes, "models": models}
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace("},", "},\n") + "\n", encoding="utf-8")


def check() -> None:
    """Print how well codes, years, bases and bodies are told on the checking texts, and how far confidence holds."""
    found = rows()
    likeliest = _likeliest(found)
    checked = [row for row in found if is_checking(row.document)]
    wanted = sum(row.gold["indicator"] not in ("", "?") for row in checked)
    published = [each for each in likeliest.values() if each.confidence >= THRESHOLD and each.example]
    right = sum(each.example.answer for each in published if each.example)
    print(f"{len({row.document for row in checked})} checking texts, {wanted} figures with a code")
    _print_share("precision", right, len(published))
    _print_share("recall", right, wanted)
    _print_slots(checked, likeliest)
    tenths: dict[int, list[bool]] = defaultdict(list)
    for each in likeliest.values():
        if each.example:
            tenths[min(int(each.confidence * 10), 9)].append(each.example.answer)
    for tenth, answers in sorted(tenths.items()):
        print(
            f"confidence {tenth / 10:.1f}-{(tenth + 1) / 10:.1f}  {sum(answers) / len(answers):.2f}  ({len(answers)})"
        )


def _likeliest(found: Sequence[Row]) -> dict[int, Judged]:
    """What models that were trained on everything else say of each checking figure, by the row's `id`."""
    codes, wholes = code_examples(found), whole_examples(found)
    names = sorted({row.document for row in found if is_checking(row.document)})
    judged: dict[int, Judged] = {}
    for part in range(PARTS):
        tested = set(names[part::PARTS])
        taught = [[one for one in examples if one.row.document not in tested] for examples in (codes, wholes)]
        confidence = Weights(*train(taught[0], FREEDOM["confidence"]))
        whole = Weights(*train(taught[1], FREEDOM["whole"]))
        for row in found:
            if row.document in tested and row.statement:
                likely = whole.probability(evidence_for_whole(row.statement)) >= 0.5
                judged[id(row)] = Judged(likely_whole=likely)
        for example in codes:
            if example.row.document not in tested or example.row.statement is None:
                continue
            sure, sign = weighed(example.row.statement, example.code, confidence.probability(example.evidence))
            judged[id(example.row)] = Judged(example, sure, sign, judged[id(example.row)].likely_whole)
    return judged


def _print_slots(checked: Sequence[Row], likeliest: dict[int, Judged]) -> None:
    """How often the figures say the year, the base of a change and the body that the gold tells.

    `no year` are figures of several years or of a part of one, for which the gold has none.
    """
    counts: dict[str, list[bool]] = {name: [] for name in ("year", "no year", "base year", "whose")}
    for row in checked:
        figure = row.figure._replace(whose="plan")
        if row.statement:
            each = likeliest[id(row)]
            code = each.example.code if each.example else None
            figure = filled(row.statement, code, each.confidence, each.part, partial(bool, each.likely_whole))
        gold = row.gold
        counts["year" if gold["year"] else "no year"].append(str(figure.year or "") == gold["year"])
        if gold.get("base_year") and gold["measure"] in ("change", "point_change"):
            counts["base year"].append(figure.base_year == gold["base_year"])
        if gold.get("whose"):
            counts["whose"].append(figure.whose == gold["whose"])
    for name, answers in counts.items():
        _print_share(name, sum(answers), len(answers))


def _print_share(name: str, right: int, total: int) -> None:
    low, high = wilson(right, total)
    print(f"{name:10} {right / total:.3f}  [{low:.3f}, {high:.3f}]  ({right} of {total})")


if __name__ == "__main__":
    write() if "--write" in sys.argv else check()
