"""`make fuzz`: coverage-guided inputs (atheris) for numerals, sentences and readers, until the time given is over.

The first byte of an input chooses what reads the rest. Half of all bytes mean a numeral and a quarter a sentence, which
cost little; the others mean the readers of pages, of JSON and of plain text, whose text is then searched for figures. A
reader may reject (`DocumentRejected`); whatever else is raised, a numeral whose value depends on the signs around it
that say nothing, and a figure that does not stand at its place end the run and leave the input in `crash-…`. Limits of
time and memory, which a process of its own gives a reader, are tested elsewhere (`tests/integration/readers`).
"""

from __future__ import annotations

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["ingest"]):
    from ingest.figures import find_figures
    from ingest.figures.folding import fold
    from ingest.figures.numerals import read
    from ingest.model import DocumentRejected, ReadDocument
    from ingest.readers.html import read_html
    from ingest.readers.json_article import read_json
    from ingest.readers.plain import read_plain
    from ingest.reports.sections import split_sections

_READERS = (read_html, read_json, read_plain)
_LONGEST_NUMERAL, _LONGEST_SENTENCE = 90, 400
"""Bytes."""


def one_input(given: bytes) -> None:
    """Reads one input. Raises AssertionError where a figure does not stand at its place."""
    if not given:
        return
    chosen, data = given[0], given[1:]
    if chosen < 128:
        _one_numeral(data[:_LONGEST_NUMERAL].decode("utf-8", "ignore"))
    elif chosen < 192:
        _one_text(data[:_LONGEST_SENTENCE].decode("utf-8", "ignore"))
    else:
        with suppress(DocumentRejected):
            document: ReadDocument = _READERS[chosen % len(_READERS)](data, None)
            _one_text(document.text)


def _one_numeral(printed: str) -> None:
    numeral = read(fold(printed))
    assert numeral is None or (numeral.value >= 0 and numeral.precision > 0), printed
    spaced = numeral and read(fold(f"\u200b{printed}\u200b"))
    assert numeral is None or (spaced and spaced.value == numeral.value), printed


def _one_text(text: str) -> None:
    for figure in find_figures(text, 2023, split_sections(text), []):
        assert text[figure.start : figure.end] == figure.raw, figure


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
