"""Where commands print: results to standard output, everything else to standard error.

Colours only where a terminal shows them, and never with `NO_COLOR`: rich keeps to both. JSON is never coloured.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import typer

from cli.language import translated
from warehouse.settings import width_is_given

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_UNBOUNDED = 4_000
_PIECE = 8_192
"""Characters that are written at once."""


@cache
def out_console() -> Console:
    """Standard output; keeps to `NO_COLOR` and to what the terminal can do.

    Where it is no terminal, lines are as long as they need to be: programs read them, or an editor.
    """
    console = _console(stderr=False)
    if not console.is_terminal and not width_is_given():
        console.width = _UNBOUNDED
    return console


@cache
def error_console() -> Console:
    """Standard error."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    class Output(Console):
        """Where the reader has gone away, the command ends, as it does with plain prints."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Output(stderr=stderr, highlight=False, emoji=False)


def tell(sentence: str, *, style: str | None = None) -> None:
    """Prints a sentence for people, in a style of rich where there is a terminal; its line breaks are its own."""
    if style and sys.stdout.isatty():
        out_console().print(sentence, style=style, soft_wrap=True, markup=False)
    else:
        typer.echo(sentence)


def warn(sentence: str) -> None:
    """Prints `fazhi: …` to standard error, the name red on a terminal."""
    if sys.stderr.isatty():
        error_console().print("[bold red]fazhi:[/] ", end="")
        error_console().print(sentence, soft_wrap=True, markup=False)
    else:
        typer.echo(f"fazhi: {sentence}", err=True)


def heard(sentence: str) -> None:
    """A sentence of another package, while it works: for whom it waits."""
    warn(translated(sentence))


def print_json(record: object) -> None:
    """Prints what a program reads: UTF-8 as it is, decimals as numbers, what JSON does not know as text."""
    text = json.dumps(record, ensure_ascii=False, indent=1, default=plain) + "\n"
    # In pieces: with PYTHONUNBUFFERED, one large write whose reader goes away is cut off without an error.
    for start in range(0, len(text), _PIECE):
        sys.stdout.write(text[start : start + _PIECE])


def plain(value: Any) -> Any:
    """What `json` cannot write by itself: decimals as numbers, everything else as text."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def new_table(*columns: str) -> Table:
    """A table in Markdown: lines of box-drawing characters are two columns wide in many Chinese terminals."""
    from rich.box import MARKDOWN
    from rich.table import Table

    return Table(*columns, box=MARKDOWN)


def print_table(table: Table) -> None:
    """Prints a table without the empty lines that stand for the edges of its box."""
    with out_console().capture() as drawn:
        out_console().print(table, markup=False)
    for line in drawn.get().splitlines():
        if line.strip():
            typer.echo(line.rstrip())


def padded(text: str, width: int) -> str:
    """The text, filled up to `width` columns of a terminal: Chinese characters take two."""
    from unicodedata import east_asian_width

    columns = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(width - columns, 0)
