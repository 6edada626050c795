"""Where batches are extracted: in this process, in a pool of processes, or on a Dask cluster.

Each engine calls one pure function on every batch and tells which is done. A batch that is done twice, because a
worker died when it had written it, is the same files under the same name. Workers of a cluster need the archive and
the folder of the batches under the same paths as here (a shared folder), and the same code; never the warehouse.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

_TRIES = 3
"""How often a batch is given to another worker after the one that had it died."""
_SECONDS_TO_ANSWER = 30


class NoCluster(Exception):
    """The Dask cluster cannot be used; the message says why and what to do."""


def in_processes(work: Callable[[T], object], batches: Sequence[T]) -> Iterator[T]:
    """One process for each processor; in this one where there is nothing to share."""
    workers = min(os.cpu_count() or 1, len(batches))
    if workers <= 1:
        for batch in batches:
            work(batch)
            yield batch
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        running = {pool.submit(work, batch): batch for batch in batches}
        for future in as_completed(running):
            future.result()
            yield running[future]


def _end_with_parent() -> None:
    """Ends this worker with the process that started it: it holds both ends of its queue and would wait for ever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def on_dask(work: Callable[[T], object], batches: Sequence[T], scheduler: str) -> Iterator[T]:
    """The workers of the cluster whose scheduler listens at `scheduler`: `tcp://10.0.0.1:8786`.

    Raises `NoCluster` where the extra `cluster` is not installed or nobody answers there.
    """
    if not batches:
        return
    try:
        from distributed import Client
        from distributed import as_completed as completed
    except ImportError as error:
        raise NoCluster("A Dask cluster needs the extra `cluster`: pip install 'fazhi[cluster]'.") from error
    try:
        client = Client(scheduler, set_as_default=False, timeout=_SECONDS_TO_ANSWER)
    except (OSError, ValueError) as error:
        raise NoCluster(f"{scheduler}: no Dask scheduler answers there ({error}).") from error
    with client:
        running = {client.submit(work, batch, pure=False, retries=_TRIES): batch for batch in batches}
        for future in completed(list(running), loop=client.loop):
            future.result()
            yield running[future]
