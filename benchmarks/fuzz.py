"""`make fuzz`: coverage-guided inputs (atheris) for the readers and the extractor, until the time given is over.

The first byte of an input chooses what reads the rest: the reader of pages, of JSON, of plain text, or the search for
figures. A reader may reject (`DocumentRejected`); whatever else it raises, and a figure that does not stand at its
place, ends the run and leaves the input in `crash-…`. Limits of time and memory, which a process of its own gives a
reader, are tested elsewhere (`tests/integration/readers`).
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["ingest"]):
    from ingest.figures import find_figures
    from ingest.model import DocumentRejected, ReadDocument
    from ingest.readers.html import read_html
    from ingest.readers.json_article import read_json
    from ingest.readers.plain import read_plain
    from ingest.reports.sections import split_sections

_READERS = (read_html, read_json, read_plain)


def one_input(given: bytes) -> None:
    """Reads one input. Raises AssertionError where a figure does not stand at its place."""
    if not given:
        return
    chosen, data = given[0] % (len(_READERS) + 1), given[1:]
    if chosen == len(_READERS):
        text = data.decode("utf-8", "ignore")
    else:
        try:
            document: ReadDocument = _READERS[chosen](data, None)
        except DocumentRejected:
            return
        text = document.text
    for figure in find_figures(text, 2023, split_sections(text), []):
        assert text[figure.start : figure.end] == figure.raw, figure


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
