"""`fazhi extract --explain`: figures with the rules and patterns behind them, in blocks for people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.extraction import Extraction
    from ingest.model import Figure
    from ingest.statements import Explanation

_LABEL_WIDTH = 10
_UNFULFILLED = {
    "object": "other words say which kind",
    "deed": "lacks the verb, or has another",
    "topic": "of another subject",
    "around": "lacks a word in the sentence, heading or title",
    "unless": "a word speaks against it",
    "publisher": "holds in reports of other bodies",
}
"""What a column of `ingest/statements/vocabulary/patterns/*.csv` means where a figure does not fulfil it."""


def write_blocks(extractions: Iterator[tuple[Path, Extraction]]) -> None:
    """Prints one block of lines per figure, in reading order, an empty line behind each."""
    from ingest.extraction import year_of
    from ingest.statements import Explainer

    for path, extraction in extractions:
        text, figures = extraction.document.text, extraction.figures
        explainer = Explainer(text, figures, extraction.sections, year_of(text, extraction.head))
        for figure in figures:
            # `figure` carries the rules that fired; `explanation.figure` was judged again and carries them twice.
            explanation = explainer.explain(figure)
            sys.stdout.write("\n".join(block(path, text, figure, explanation)) + "\n\n")


def block(path: Path, text: str, figure: Figure, explanation: Explanation) -> Iterator[str]:
    """The lines that tell of one figure of `text`; `path` is where the text was read."""
    yield f"{figure.raw}  {path}:{figure.start}-{figure.end}"
    yield _line("sentence", _marked(text, figure))
    yield _line("value", f"{_printed(figure.value)} {figure.unit} ± {_printed(figure.precision)}")
    yield _line("reading", f"bound {figure.bound}, measure {figure.measure}, scope {figure.scope}, year {figure.year}")
    yield from _statement(figure)
    yield _line("rules", " → ".join(figure.rules) or "none")
    yield _line("indicator", _named(figure.indicator_code))
    if explanation.proposed:
        code, confidence, part = explanation.proposed
        yield _line("proposed", f"{code} {confidence:.2f}{f' (part: {part})' if part else ''}")
    yield _line("weighed", _weighed(explanation))
    yield _line("matched", ", ".join(map(_short, explanation.matched)) or "none")
    yield from _lost(explanation.lost)


def _statement(figure: Figure) -> Iterator[str]:
    """The slots of the figure's statement, with the places in the text of the words they were read from."""
    places = {slot: f" [{start}-{end}]" for slot, start, end in figure.evidence}
    slots = [
        f"{name} {value}{places.get(name, '')}"
        for name, value in (("object", figure.object), ("deed", figure.deed))
        if value
    ]
    slots.append(f"whose {figure.whose}{places.get('whose', '')}{f' ({figure.part})' if figure.part else ''}")
    if figure.period_start and figure.period_end:
        slots.append(f"period {figure.period_start}–{figure.period_end}")
    if figure.base_year:
        slots.append(f"base {figure.base_year}")
    yield _line("statement", ", ".join(slots))


def _marked(text: str, figure: Figure) -> str:
    """The sentence with its figure in brackets that no report uses."""
    before = text[figure.sentence_start : figure.start]
    after = text[figure.end : figure.sentence_end]
    return f"{before}⟦{figure.raw}⟧{after}"


def _named(code: str | None) -> str:
    from ingest.indicators import load_catalogue

    if code is None:
        return "none"
    return f"{code} {next(known.name_zh for known in load_catalogue() if known.code == code)}"


def _weighed(explanation: Explanation) -> str:
    """The figure's own words, … standing for the figure itself."""
    before, after = explanation.window
    return f"{before}…{after}"


def _lost(lost: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """One line per column that is not fulfilled, with the patterns that lost for it."""
    reasons = dict.fromkeys(reason for _, reason in lost)
    for reason in reasons:
        rules = dict.fromkeys(_short(rule) for rule, why in lost if why == reason)
        meaning = _UNFULFILLED.get(reason, "not fulfilled")
        yield _line("lost", f"{reason} ({meaning}): {', '.join(rules)}")


def _short(rule: str) -> str:
    return rule.removeprefix("indicator.")


def _printed(number: Decimal) -> str:
    return f"{number:,f}"


def _line(label: str, words: str) -> str:
    return f"  {label:{_LABEL_WIDTH}}{words}"
