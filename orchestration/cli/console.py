"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

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


@contextmanager
def shown_progress() -> Iterator[None]:
    """A bar a step while standard error is a terminal; nothing otherwise."""
    from orchestration import progress

    console = error_console()
    if not console.is_terminal:
        yield
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, Any] = {}

        def show(step: str, done: int, total: int | None) -> None:
            for name, task in tasks.items():
                if name != step:
                    bars.update(task, total=bars.tasks[task].total or 1, completed=bars.tasks[task].total or 1)
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        with progress.listening(show):
            yield
