"""Text as a literal of SQL, for the statements that take no parameters: `attach`, `copy`, `comment on`, views."""

from __future__ import annotations

from pathlib import Path


def literal(text: str | Path) -> str:
    """`text` in single quotes, each quote within doubled: `'it''s'`."""
    return "'" + str(text).replace("'", "''") + "'"
