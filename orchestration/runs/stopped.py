"""How a step ends a run on purpose: with a sentence that says what to do, and nothing before it."""

from __future__ import annotations

import dagster as dg


class Stopped(dg.Failure):
    """A failure that a retry cannot fix; its sentence is the first line of the failed step in the UI.

    Dagster prints `module.Class: sentence`, as every traceback does. Under these names Python leaves the module out,
    and what is left reads like an error of the `fazhi` command.
    """

    __module__ = "builtins"
    __qualname__ = "fazhi"

    def __init__(self, why: Exception | str) -> None:
        super().__init__(description=str(why), allow_retries=False)
