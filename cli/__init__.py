"""The `fazhi` command. Nothing heavy is imported before the command that needs it runs."""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

import typer

from cli import exits
from cli.app import app, debugging
from cli.commands import keeping, operating, questions, reviewing
from cli.console import heard, warn
from cli.help import laid_out
from cli.language import say, translated
from cli.refusal import advice
from warehouse.settings import stay_quiet
from warehouse.workspace import UserError

__all__ = ["app", "keeping", "main", "operating", "questions", "reviewing"]


def main() -> NoReturn:
    """Entry point: errors are sentences, unless --debug asks for a traceback."""
    stay_quiet()
    logging.getLogger("fazhi").addHandler(_Told())
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
        told = say("stopped with {kind}: {error}. --debug shows where.", kind=type(error).__name__, error=error)
        warn(" ".join(filter(None, [told, advice(str(error))])))
        return exits.FAILED


class _Told(logging.Handler):
    """What other rooms log for people stands on standard error, like every warning of a command."""

    def emit(self, record: logging.LogRecord) -> None:
        heard(record.getMessage())


def _misused(error: typer.TyperException) -> int:
    """A command that does not exist, an option that is missing: says which, and where help is."""
    warn(translated(error.format_message()))
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "fazhi"
    typer.echo(say("`{command} --help` shows how it is used.", command=command), err=True)
    return exits.WRONG_USE
