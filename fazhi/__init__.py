"""What notebooks and scripts import: `from fazhi import extract, open_warehouse`.

Everything else in the other packages is for fazhi itself and may change between versions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from ingest.extraction import Extraction

__all__ = ["extract", "open_warehouse"]


def extract(path: str | Path) -> Extraction:
    """Reads one report (text, HTML, PDF, Word, OFD): its text, head, sections and figures with their indicators.

    Offsets of figures are code points of `.document.text`. Raises `OSError` where the file cannot be read and
    `ingest.model.DocumentRejected` where its bytes are no document.
    """
    from ingest.extraction import extract_document
    from ingest.fetch.files import bytes_of

    path = Path(path)
    return extract_document(bytes_of(path), str(path))


def open_warehouse(data: str | Path | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published warehouse; its tables need no schema before their names.

    `data` is the data folder, by default that of the `fazhi` command: `FAZHI_DATA`, else `data/` in the working
    directory. The connection stays with the version that was published when it was opened. Raises
    `warehouse.workspace.UserError` where nothing is published.
    """
    from warehouse import opening
    from warehouse.workspace import Workspace

    return opening.open_published(Workspace(Path(data).resolve()) if data else Workspace.from_environment())
