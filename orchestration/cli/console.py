"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@cache
def out_console() -> Console:
    """Standard output; keeps to `NO_COLOR` and to what the terminal can do."""
    from rich.console import Console

    return Console(highlight=False)


@cache
def error_console() -> Console:
    """Standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)
