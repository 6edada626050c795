"""What the assets share: the workspace, held by one writer at a time."""

import contextlib
from collections.abc import Iterator

import dagster as dg

from orchestration.workspace import UserError, Workspace


class WorkspaceResource(dg.ConfigurableResource):
    """The data folder that `FAZHI_DATA` names, locked against a second writer while a run uses it."""

    @contextlib.contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["WorkspaceResource"]:
        """Holds the writer's lock until the run has ended; fails the run with one sentence where it is taken."""
        try:
            with self.workspace.prepare().writing():
                yield self
        except UserError as error:
            raise dg.Failure(description=str(error)) from error

    @property
    def workspace(self) -> Workspace:
        """The folders below the data folder."""
        return Workspace.from_environment()
