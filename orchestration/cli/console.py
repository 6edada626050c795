"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_UNBOUNDED = 4_000


@cache
def out_console() -> Console:
    """Standard output; keeps to `NO_COLOR` and to what the terminal can do.

    Where it is no terminal, lines are as long as they need to be: programs read them, or an editor.
    """
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _UNBOUNDED
    return console


@cache
def error_console() -> Console:
    """Standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def new_table(*columns: str) -> Table:
    """A table in Markdown: lines of box-drawing characters are two columns wide in many Chinese terminals."""
    from rich.box import MARKDOWN
    from rich.table import Table

    return Table(*columns, box=MARKDOWN)
