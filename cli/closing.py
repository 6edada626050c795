"""How a refresh ends on the terminal: what was published and what to try next, or why not; or all of it as JSON."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import exits
from cli.console import print_json, print_table, tell, warn
from cli.language import say
from cli.rejects import candidate_rejects, first_rejects

if TYPE_CHECKING:
    from warehouse.publication import Publication
    from warehouse.workspace import Workspace

FIRST_QUERY = (
    "select region_name, year, prior_value, value, unit, yoy_pct, quote from indicator_yoy "
    "where indicator_code = 'reconsideration.accepted' order by yoy_pct desc nulls last limit 5"
)
_REJECTS = 'fazhi sql --candidate "from raw.rejects"'


@dataclass
class Closing:
    """What a refresh tells; with `as_json`, standard output holds one object and nothing else."""

    as_json: bool
    publishers: dict[str, int] | None = None
    """What asking the publishers brought, where they were asked."""

    region: list[dict[str, Any]] | None = None
    """What is known of each publisher of the region that was asked, where one was chosen."""

    def tell(self, sentence: str) -> None:
        """A sentence for people."""
        if not self.as_json:
            tell(sentence)

    def end(self, code: int, outcome: str, workspace: Workspace, reason: str | None = None) -> int:
        """Tells how it ended, and gives `code` back.

        `outcome`: `published`, `nothing_new`, `refused`, `wrong_use`, `failed` or `interrupted`.
        """
        from warehouse.publication import current_publication

        current = current_publication(workspace)
        rejects = candidate_rejects(workspace) if code == exits.REFUSED else []
        if reason:
            warn(reason)
            for line in first_rejects(rejects, _REJECTS):
                warn_more(line)
            warn_more(say("The published warehouse stays as it was."))
        if self.as_json:
            record: dict[str, Any] = {"outcome": outcome, "reason": reason, "warehouse": str(workspace.warehouse)}
            record |= {"published": asdict(current) if current else None, "publishers": self.publishers}
            record |= {"region": self.region} if self.region is not None else {}
            print_json(record | ({"rejects": rejects} if code == exits.REFUSED else {}))
        elif outcome == "published" and current:
            _print_summary(workspace, current)
        return code


def warn_more(line: str) -> None:
    """A line below a warning."""
    sys.stderr.write(f"{line}\n")


def _print_summary(workspace: Workspace, current: Publication) -> None:
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    invented = " " + say("(the bundled samples: invented)") if current.sample else ""
    listed = " " + say("(fazhi status lists them)") if current.rejects else ""
    for name, value in (
        (say("reports read"), f"{current.reports}{invented}"),
        (say("figures found"), f"{current.figures}"),
        ("  " + say("matched to an indicator"), f"{current.matched}"),
        (say("findings"), f"{current.findings}"),
        (say("corrected by hand"), f"{current.corrections}"),
        (say("not taken"), f"{current.rejects}{listed}"),
        (say("warehouse"), str(workspace.warehouse)),
    ):
        table.add_row(name, value, style=None)
    print_table(table)
    tell("\n" + say("Try next:") + f'\n  {_command()} sql "{FIRST_QUERY}"')


def _command() -> str:
    """How to call this command again from where the user stands."""
    called = Path(sys.argv[0])
    found = shutil.which("fazhi")
    if found and Path(found).resolve() == called.resolve():
        return "fazhi"
    return str(called.relative_to(Path.cwd()) if called.is_relative_to(Path.cwd()) else called)
