"""`fazhi doctor`: whether fazhi can work here, and what to do where it cannot. Looks, and changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict

from cli import exits
from cli.console import out_console, padded, print_json, tell
from cli.doctor.signs import Sign, State
from cli.language import say
from warehouse.workspace import Workspace

STYLES: dict[State, str] = {"ok": "green", "note": "dim", "warn": "yellow", "broken": "bold red"}
_WIDTH = 14
"""Columns of a check's name."""


def run(*, as_json: bool) -> int:
    """Prints what was looked at; exit code 1 where something is broken, else 0."""
    signs = list(examine(Workspace.from_environment()))
    counts = Counter(sign.state for sign in signs)
    if as_json:
        print_json({"broken": counts["broken"], "warnings": counts["warn"], "signs": [asdict(sign) for sign in signs]})
    else:
        for sign in signs:
            _print(sign)
        tell(say("{broken} broken, {warned} to look at, {ok} in order.", **_told(counts)))
    return exits.REFUSED if counts["broken"] else exits.DONE


def examine(workspace: Workspace) -> Iterator[Sign]:
    """Looks at everything in turn. A look that fails by itself is a broken sign, and stops no other."""
    from cli.doctor import folders, installation, settings, warehouse

    looks: list[Callable[[Workspace], Iterator[Sign]]] = [
        installation.versions,
        installation.machine,
        installation.optional_parts,
        settings.environment,
        folders.folders,
        folders.space,
        folders.locks,
        warehouse.archive,
        warehouse.warehouses,
        warehouse.dagster,
    ]
    for look in looks:
        try:
            yield from look(workspace)
        except Exception as error:
            found = say("could not be looked at ({kind}: {error})", kind=type(error).__name__, error=error)
            yield Sign(look.__name__, "broken", found, say("`fazhi --debug doctor` on another machine may say more."))


def _print(sign: Sign) -> None:
    from rich.text import Text

    state = {"ok": say("ok"), "note": say("note"), "warn": say("look"), "broken": say("BROKEN")}[sign.state]
    line = Text.assemble((f"{padded(state, 7)}", STYLES[sign.state]), f"{padded(say(sign.check), _WIDTH)} ", sign.found)
    out_console().print(line, soft_wrap=True)
    if sign.advice:
        out_console().print(Text(f"{'':7}{'':{_WIDTH}} → {sign.advice}"), soft_wrap=True)


def _told(counts: Counter[State]) -> dict[str, int]:
    return {"broken": counts["broken"], "warned": counts["warn"], "ok": counts["ok"]}
