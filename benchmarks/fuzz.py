"""`make fuzz`: coverage-guided inputs (atheris) for numerals, sentences or readers, until the time given is over.

`python -m benchmarks.fuzz numerals|sentences|readers [options of libFuzzer]`. A reader may reject
(`DocumentRejected`); whatever else is raised, a numeral whose value depends on signs that are not seen, and a figure
that does not stand at its place end the run and leave the input in `crash-…`. Limits of time and memory, which a
process of its own gives a reader, are tested elsewhere (`tests/integration/readers`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

import atheris

_WATCHED = {"numerals": ["ingest.figures.numerals"], "sentences": ["ingest"], "readers": ["ingest"]}
"""Targets → the modules whose coverage guides their inputs. What is watched is several times as slow."""

_target = sys.argv[1] if len(sys.argv) > 1 else ""
if _target not in _WATCHED:
    sys.exit(f"What is to be fuzzed: {', '.join(_WATCHED)}?")

with atheris.instrument_imports(include=_WATCHED[_target]):
    from ingest.figures import find_figures
    from ingest.figures.folding import fold
    from ingest.figures.numerals import read
    from ingest.model import DocumentRejected, ReadDocument
    from ingest.readers.html import read_html
    from ingest.readers.json_article import read_json
    from ingest.readers.plain import read_plain
    from ingest.reports.sections import split_sections

_READERS = (read_html, read_json, read_plain)


def numerals(given: bytes) -> None:
    """Reads a numeral. Raises AssertionError where signs that are not seen change its value."""
    printed = fold(given.decode("utf-8", "ignore"))
    numeral = read(printed)
    if numeral is not None and len(printed) < 58:  # longer ones are none with two signs more
        again = read(fold(f"\u200b{printed}\u200b"))
        assert again and again.value == numeral.value >= 0 < numeral.precision, printed


def sentences(given: bytes) -> None:
    """Searches a sentence for figures. Raises AssertionError where one does not stand at its place."""
    _search(given.decode("utf-8", "ignore"))


def readers(given: bytes) -> None:
    """Reads a document with the reader that its first byte chooses, and searches its text for figures."""
    if given:
        with suppress(DocumentRejected):
            document: ReadDocument = _READERS[given[0] % len(_READERS)](given[1:], None)
            _search(document.text)


def _search(text: str) -> None:
    for figure in find_figures(text, 2023, split_sections(text), []):
        assert text[figure.start : figure.end] == figure.raw, figure


_TARGETS: dict[str, Callable[[bytes], None]] = {"numerals": numerals, "sentences": sentences, "readers": readers}


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], _TARGETS[_target])
    atheris.Fuzz()
