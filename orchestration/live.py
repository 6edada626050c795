"""The live refresh with the publishers' tables, the limits and the folders that the environment names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration import progress
from orchestration.workspace import UserError, Workspace

if TYPE_CHECKING:
    from ingest.fetch.settings import FetchSettings
    from ingest.listings.log import ListingLog
    from ingest.live import Collected, Selection
    from ingest.publishers.catalogue import KnownAddress, Publisher


def collect_live(workspace: Workspace, selection: Selection) -> Collected:
    """Looks at listings and asks addresses; the caller holds the writer's lock.

    Raises `UserError` where the selection fits no publisher or the publishers' tables cannot be read.
    """
    import asyncio

    from ingest.archive import Archive
    from ingest.fetch.client import Fetcher
    from ingest.fetch.clock import SystemClock
    from ingest.live import collect
    from ingest.live.selection import NobodyChosen

    publishers, known = publishers_in_force()
    clock = SystemClock()

    async def run() -> Collected:
        async with Fetcher(fetch_settings(), clock=clock) as fetcher:
            archive, log = Archive(workspace.archive), listing_log(workspace)
            return await collect(
                archive, log, publishers, known, fetcher, clock.now(), selection, progress=progress.report
            )

    try:
        return asyncio.run(run())
    except NobodyChosen as error:
        raise UserError(str(error)) from error


def listing_log(workspace: Workspace) -> ListingLog:
    """The log of looks at listings, beside the records of fetches."""
    from ingest.listings.log import ListingLog

    return ListingLog(workspace.archive)


def publisher_tables() -> tuple[Path, Path]:
    """`publishers.csv` and `known_addresses.csv`: of the folder `FAZHI_PUBLISHERS`, else those beside the code."""
    from ingest.publishers.catalogue import KNOWN_ADDRESSES, PUBLISHERS

    folder = os.environ.get("FAZHI_PUBLISHERS")
    if not folder:
        return PUBLISHERS, KNOWN_ADDRESSES
    return Path(folder) / PUBLISHERS.name, Path(folder) / KNOWN_ADDRESSES.name


def publishers_in_force() -> tuple[list[Publisher], list[KnownAddress]]:
    """The publishers and the known addresses of reports. Raises `UserError` where the tables cannot be read."""
    from ingest.publishers.catalogue import load_known_addresses, load_publishers

    publishers, known = publisher_tables()
    try:
        return load_publishers(publishers), load_known_addresses(known)
    except OSError as error:
        raise UserError(
            f"{error.filename}: the table cannot be read ({error.strerror}). FAZHI_PUBLISHERS names the folder "
            "that holds publishers.csv and known_addresses.csv."
        ) from error
    except ValueError as error:
        raise UserError(str(error)) from error


def fetch_settings() -> FetchSettings:
    """The limits for public sites, with `FAZHI_CONTACT` in the User-Agent.

    `FAZHI_ALLOW_LOOPBACK=1` is for tests against servers of their own: this machine may be asked, and
    `FAZHI_WAIT_SCALE` multiplies every wait. Without it no wait can be shortened.
    """
    from dataclasses import replace

    from ingest.fetch.settings import FetchSettings

    settings = FetchSettings(contact=os.environ.get("FAZHI_CONTACT") or None)
    if os.environ.get("FAZHI_ALLOW_LOOPBACK") != "1":
        return settings
    scale = float(os.environ.get("FAZHI_WAIT_SCALE") or 1)
    return replace(
        settings,
        allow_loopback=True,
        seconds_between_requests=settings.seconds_between_requests * scale,
        first_backoff=settings.first_backoff * scale,
        longest_wait=settings.longest_wait * scale,
        host_rest=settings.host_rest * scale,
    )


def scheduled_runs_are_live() -> bool:
    """Whether the daily schedule asks the publishers: `FAZHI_LIVE=1`."""
    return os.environ.get("FAZHI_LIVE") == "1"
