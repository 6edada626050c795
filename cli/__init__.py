"""The `fazhi` command. Nothing heavy is imported before the command that needs it runs."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from cli import exits
from cli.app import app, debugging
from cli.commands import keeping, operating, questions
from cli.console import warn
from cli.help import laid_out
from cli.language import say, translated
from warehouse.settings import stay_quiet
from warehouse.workspace import UserError

__all__ = ["app", "keeping", "main", "operating", "questions"]


def main() -> NoReturn:
    """Entry point: errors are sentences, unless --debug asks for a traceback."""
    stay_quiet()
    code = _run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = exits.UNREAD
    if code == exits.UNREAD:
        # What is still in the buffer goes nowhere, or Python complains of it while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _run() -> int:
    """Runs what was typed; the exit code."""
    try:
        return laid_out(typer.main.get_command(app))(standalone_mode=False) or exits.DONE
    except typer.TyperException as error:
        return _misused(error)
    except UserError as error:
        if debugging():
            raise
        warn(translated(str(error)))
        return exits.WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        return exits.INTERRUPTED
    except BrokenPipeError:
        return exits.UNREAD
    except Exception as error:
        if debugging():
            raise
        warn(say("stopped with {kind}: {error}. --debug shows where.", kind=type(error).__name__, error=error))
        return exits.FAILED


def _misused(error: typer.TyperException) -> int:
    """A command that does not exist, an option that is missing: says which, and where help is."""
    warn(translated(error.format_message()))
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "fazhi"
    typer.echo(say("`{command} --help` shows how it is used.", command=command), err=True)
    return exits.WRONG_USE
