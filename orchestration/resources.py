"""What the assets share: the workspace, held by one writer at a time, and the publishers, asked by one client."""

import contextlib
from collections.abc import Iterator

import dagster as dg
from pydantic import Field, PrivateAttr

from orchestration.runs.crashes import report_crashed
from orchestration.runs.stopped import Stopped
from warehouse.inputs.live import LiveRefresh
from warehouse.locks import Holder, Told
from warehouse.workspace import UserError, Workspace


class WorkspaceResource(dg.ConfigurableResource):
    """The data folder that `FAZHI_DATA` names, locked against a second writer while a run uses it."""

    @contextlib.contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["WorkspaceResource"]:
        """Holds the writer's lock until the run has ended, and waits for it where another process writes.

        Fails the run with one sentence where that takes too long. A run that another process crashed in is told to
        Dagster, which else would count it as running for hours.
        """
        try:
            with self.workspace.prepare().writing(_holder(context), told=_teller(context)) as crashed:
                report_crashed(context.instance, crashed)
                yield self
        except UserError as error:
            _retry_no_run(context)
            raise Stopped(error) from error

    @property
    def workspace(self) -> Workspace:
        """The folders below the data folder."""
        return Workspace.from_environment()


class PublishersResource(dg.ConfigurableResource):
    """Whether a run asks the publishers, and which of them: the fields of the launchpad."""

    live: bool = Field(
        default=False,
        description="Ask the publishers: look at the listings that are due, fetch what is new or may have changed.",
    )
    publisher: str | None = Field(
        default=None,
        description="Live: this publisher alone, due or not; an id of publishers.csv, e.g. '500112-政府'.",
    )
    region: str | None = Field(
        default=None,
        description="Live: publishers of this region and of those in it alone; a code of GB/T 2260, e.g. '500000'.",
    )
    year: int | None = Field(default=None, description="Live: reports on this year alone, e.g. 2024.")

    _holder: Holder = PrivateAttr(default_factory=Holder.here)
    _told: Told | None = PrivateAttr(default=None)
    _opened: contextlib.ExitStack = PrivateAttr(default_factory=contextlib.ExitStack)
    _refresh: LiveRefresh | None = PrivateAttr(default=None)

    @contextlib.contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["PublishersResource"]:
        """One client for all steps of a run: what it learned of a site in one step holds in the next."""
        self._holder, self._told = _holder(context), _teller(context)
        with self._opened:
            yield self

    def refresh(self, workspace: Workspace) -> LiveRefresh:
        """The live refresh of this run, begun when it is first asked for; waits while another process asks.

        Raises `UserError` where that takes too long or nobody is chosen.
        """
        from ingest.live import Selection

        if self._refresh is None:
            selection = Selection(self.publisher, self.region, self.year)
            refresh = LiveRefresh(workspace, selection, holder=self._holder, told=self._told)
            self._refresh = self._opened.enter_context(refresh)
        return self._refresh

    def done(self) -> None:
        """Nobody is asked any more in this run: others may ask while it goes on."""
        self._refresh = None
        self._opened.close()


def _holder(context: dg.InitResourceContext) -> Holder:
    run = context.run
    return Holder.here(f"Dagster run {run.run_id}", run.run_id) if run else Holder.here()


def _teller(context: dg.InitResourceContext) -> Told:
    def tell(sentence: str) -> None:
        if context.log:
            context.log.info(sentence)
        if context.instance and context.run:
            context.instance.report_engine_event(sentence, context.run)

    return tell


def _retry_no_run(context: dg.InitResourceContext) -> None:
    """Run retries are for workers that died; this one says why it ends."""
    if context.instance and context.run:
        context.instance.add_run_tags(context.run.run_id, {"dagster/max_retries": "0"})
