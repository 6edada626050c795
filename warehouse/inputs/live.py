"""The live refresh with the publishers' tables, the limits and the folders that the environment names."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from warehouse import progress
from warehouse.locks import Holder, Told
from warehouse.settings import settings
from warehouse.workspace import UserError, Workspace

if TYPE_CHECKING:
    from ingest.fetch.client import Fetcher
    from ingest.fetch.clock import Clock
    from ingest.fetch.settings import FetchSettings
    from ingest.listings.log import ListingLog
    from ingest.live import Collected, Selection
    from ingest.loading.catalogue import Catalogue
    from ingest.loading.corpus import Corpus
    from ingest.publishers.catalogue import KnownAddress, Publisher
    from ingest.publishers.sites import Sites


class LiveRefresh:
    """One live refresh, in steps that share a fetcher and a start: `with LiveRefresh(…) as refresh`.

    Whom it asked when, what robots.txt says and who wants to be left alone holds over all steps. Before it ends it
    rests as long as a host is left alone between two requests: whoever asks next knows nothing of it. It holds the
    collector's lock meanwhile, for which it waits up to `wait` seconds (`FAZHI_LOCK_WAIT`), and needs no other.
    Raises `UserError` where another process asks for longer than that, the selection fits no publisher, or the
    publishers' tables cannot be read.
    """

    def __init__(
        self,
        workspace: Workspace,
        selection: Selection | None = None,
        wait: float | None = None,
        holder: Holder | None = None,
        told: Told | None = None,
    ) -> None:
        self._workspace, self._selection = workspace, selection
        self._wait, self._holder, self._told = wait, holder, told
        self._clock = live_clock()

    def __enter__(self) -> LiveRefresh:
        with ExitStack() as opened:
            opened.enter_context(self._workspace.prepare().collecting(self._wait, self._holder, told=self._told))
            self._open()
            self._opened = opened.pop_all()
        return self

    def _open(self) -> None:
        import asyncio

        from ingest.archive import Archive
        from ingest.live import Refresh
        from ingest.live.selection import NobodyChosen

        region = self._selection.region if self._selection else None
        publishers, known = publishers_in_force(self._workspace, region)
        archive, log, now = Archive(self._workspace.archive), listing_log(self._workspace), self._clock.now()
        self._fetcher = new_fetcher(self._clock)
        self._fetcher.keep_robots_in(self._workspace.robots)
        try:
            self._refresh = Refresh(
                *(archive, log, publishers, known, self._fetcher, now, self._selection, progress.report),
                sites_in_force(),
                settings.live_hours * 3600,
            )
        except NobodyChosen as error:
            raise UserError(str(error)) from error
        self._runner = asyncio.Runner()
        self._runner.run(self._fetcher.__aenter__())

    def look_at_listings(self, only: Sequence[Publisher] | None = None, seconds: float | None = None) -> Collected:
        """Looks at the listings that are due, or at those of `only`; after `seconds` what is not done is left."""
        import asyncio

        async def look() -> None:
            async with asyncio.timeout(seconds):
                await self._refresh.look_at_listings(only)

        with suppress(TimeoutError):
            self._runner.run(look())
        return self._refresh.collected

    def ask_addresses(self) -> Collected:
        """Asks every address that is outstanding. What was collected is that of all steps so far."""
        self._runner.run(self._refresh.ask_addresses())
        return self._refresh.collected

    def __exit__(self, *_: object) -> None:
        with self._opened, self._runner:
            self._runner.run(self._close())

    async def _close(self) -> None:
        await self._fetcher.__aexit__(None, None, None)
        if self._refresh.collected.anybody_asked:
            await self._clock.sleep(self._fetcher.settings.seconds_between_requests)


def collect_live(workspace: Workspace, selection: Selection | None = None, wait: float | None = 0) -> Collected:
    """Looks at listings and asks addresses, in one go, under the collector's lock.

    Raises `UserError` like `LiveRefresh`, and where another process asks for longer than `wait` seconds (None:
    `FAZHI_LOCK_WAIT`).
    """
    with LiveRefresh(workspace, selection, wait) as refresh:
        refresh.look_at_listings()
        return refresh.ask_addresses()


def live_clock() -> Clock:
    """The clock of live refreshes and of what is due: the machine's."""
    from ingest.fetch.clock import SystemClock

    return SystemClock()


def new_fetcher(clock: Clock) -> Fetcher:
    """The client for public sites, with the limits that the environment names."""
    from ingest.fetch.client import Fetcher

    return Fetcher(fetch_settings(), clock=clock)


def listing_log(workspace: Workspace) -> ListingLog:
    """The log of looks at listings, beside the records of fetches."""
    from ingest.listings.log import ListingLog

    return ListingLog(workspace.archive)


def publisher_tables() -> tuple[Path, Path]:
    """`publishers.csv` and `known_addresses.csv`: of the folder `FAZHI_PUBLISHERS`, else those beside the code."""
    from ingest.publishers.catalogue import KNOWN_ADDRESSES, PUBLISHERS

    folder = settings.publishers
    if folder is None:
        return PUBLISHERS, KNOWN_ADDRESSES
    return folder / PUBLISHERS.name, folder / KNOWN_ADDRESSES.name


def publishers_in_force(
    workspace: Workspace | None = None, region: str | None = None
) -> tuple[list[Publisher], list[KnownAddress]]:
    """The publishers and the known addresses of reports. Raises `UserError` where the tables cannot be read.

    With a workspace, listings that were found there are those of their publishers, and governments whose site was
    searched there follow behind the table's publishers; so do, with a `region`, all governments in it that have a site.
    """
    from ingest.publishers.catalogue import load_known_addresses, load_publishers

    publishers, known = publisher_tables()
    try:
        listed, addresses = load_publishers(publishers), load_known_addresses(known)
    except OSError as error:
        raise UserError(
            f"{error.filename}: the table cannot be read ({error.strerror}). FAZHI_PUBLISHERS names the folder "
            "that holds publishers.csv and known_addresses.csv."
        ) from error
    except ValueError as error:
        raise UserError(str(error)) from error
    return (_with_seen(listed, workspace, region) if workspace else listed), addresses


def _with_seen(listed: list[Publisher], workspace: Workspace, region: str | None) -> list[Publisher]:
    from ingest.listings.searches import SearchLog
    from ingest.live import Selection

    searches = SearchLog(workspace.archive)
    ids = {one.publisher_id for one in listed}
    codes = {name.partition("-")[0] for name in searches.last() if name.endswith("-政府") and name not in ids}
    if region or codes:
        sites = sites_in_force()
        chosen = {
            site.region_code for site in sites if region and Selection(region=region).takes_region(site.region_code)
        }
        governments = (sites.government(code) for code in sorted(codes | chosen))
        listed = [*listed, *(one for one in governments if one and one.publisher_id not in ids)]
    return searches.with_listings(listed)


class Outcome(NamedTuple):
    """What is known of the reports of one publisher, after all refreshes so far."""

    publisher_id: str
    name: str
    state: Literal["found", "not_found", "obstacle", "not_asked"]
    """found: a listing showed a report; not_found: where it was looked for there was none; obstacle: its site could
    not be asked; not_asked."""
    reports: int
    """Links to reports that its listing ever showed."""
    detail: str
    """The listing, or the reason of the obstacle."""


def outcomes(workspace: Workspace, region: str) -> list[Outcome]:
    """Of each publisher in a region, in the order of the table of publishers."""
    from ingest.listings.searches import SearchLog
    from ingest.live import Selection

    log, searches = listing_log(workspace), SearchLog(workspace.archive).last()
    failing, looked_at, within = log.failing(), log.last_checked(), Selection(region=region)
    rows = []
    for one in publishers_in_force(workspace, region)[0]:
        if within.takes_region(one.region_code):
            name, search = one.publisher_id, searches.get(one.publisher_id)
            reports = len(log.sightings(name))
            failure = (failing[name].reason or "unreadable") if name in failing else search and search.failure
            asked = name in looked_at or search is not None
            state = "found" if reports else "obstacle" if failure else "not_found" if asked else "not_asked"
            rows.append(Outcome(name, one.name, state, reports, failure or one.listing or ""))  # type: ignore[arg-type]
    return rows


def sites_in_force() -> Sites:
    """The official sites of governments: of the folder `FAZHI_PUBLISHERS` where it has the table, else the bundled
    ones. Raises `UserError` where the table cannot be read."""
    from ingest.publishers.regions import load_regions
    from ingest.publishers.sites import GOVERNMENT_SITES, load_sites

    table = GOVERNMENT_SITES
    if settings.publishers and (own := settings.publishers / table.name).exists():
        table = own
    try:
        return load_sites(load_regions(), table)
    except (OSError, ValueError, TypeError) as error:
        raise UserError(f"{table}: the table of sites cannot be read ({error}).") from error


def catalogue_in_force(workspace: Workspace, corpus: Corpus) -> Catalogue:
    """What is known of publishers, with all that their listings ever showed, for a warehouse of this corpus.

    Nothing, as long as there are only samples: real publishers never stand beside invented reports. Raises
    `UserError` where the tables cannot be read.
    """
    from ingest.listings.searches import SearchLog
    from ingest.loading.catalogue import Catalogue
    from ingest.loading.corpus import has_real

    if not has_real(corpus.fetches):
        return Catalogue()
    publishers, known = publishers_in_force(workspace)
    log = listing_log(workspace)
    shown = {one.publisher_id: [seen.link for seen in log.sightings(one.publisher_id)] for one in publishers}
    searched = SearchLog(workspace.archive).last()
    obstacles = {name: one.failure for name, one in searched.items() if one.failure}
    obstacles |= {name: one.reason for name, one in log.failing().items() if one.reason}
    return Catalogue.of(publishers, known, shown, (fetch.address for fetch in corpus.fetches), obstacles)


def fetch_settings() -> FetchSettings:
    """The limits for public sites, with `FAZHI_CONTACT` in the User-Agent.

    `FAZHI_ALLOW_LOOPBACK=1` is for tests against servers of their own: this machine may be asked, and
    `FAZHI_WAIT_SCALE` multiplies every wait. Without it no wait can be shortened.
    """
    from dataclasses import replace

    from ingest.fetch.settings import FetchSettings

    limits = FetchSettings(contact=settings.contact)
    if not settings.allow_loopback:
        return limits
    scale = settings.wait_scale
    return replace(
        limits,
        allow_loopback=True,
        seconds_between_requests=limits.seconds_between_requests * scale,
        first_backoff=limits.first_backoff * scale,
        longest_wait=limits.longest_wait * scale,
        host_rest=limits.host_rest * scale,
        robots_closed=limits.robots_closed * scale,
    )
