"""`python -m warehouse.questions docs/questions.md`: the results in the document, from the published warehouse."""

from __future__ import annotations

import sys
from pathlib import Path

from warehouse.questions.document import answered, queries
from warehouse.workspace import Workspace


def main(target: Path) -> None:
    """Writes the document anew with the results of the warehouse in `FAZHI_DATA`."""
    import duckdb

    with duckdb.connect(Workspace.from_environment().warehouse, read_only=True) as con:
        document = answered(target.read_text(encoding="utf-8"), con)
    target.write_text(document, encoding="utf-8")
    sys.stdout.write(f"{target}: {len(queries(document))} questions answered.\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
