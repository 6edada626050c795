"""What is tried again, and how often: bounded here and nowhere else.

What passes by itself (a file system that hiccups, a database that someone has open, a worker process that died)
is worth a new try of the step. What does not (a wrong table, a fault of ours) fails at once: no step has a retry
policy of its own. A run whose process died is a matter of `dagster.yaml`, a site that does not answer one of the
fetcher.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

import dagster as dg

from orchestration.runs.stopped import Stopped
from warehouse.workspace import UserError

TRIES = 3
"""Tries of one step, after the first."""
WAIT = 10.0
"""Seconds before a new try; Dagster waits in the run, which holds the writer's lock."""

_PASSING = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.EINTR,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)
"""Of a file system in trouble. That a disk is full or a right is missing does not pass."""


@contextmanager
def retrying_transient_errors() -> Iterator[None]:
    """Asks Dagster for a new try where the block fails with what may pass; what users have to fix fails at once."""
    try:
        yield
    except UserError as error:
        raise Stopped(error) from error
    except Exception as error:
        if may_pass(error):
            raise dg.RetryRequested(max_retries=TRIES, seconds_to_wait=WAIT) from error
        raise


def may_pass(error: BaseException) -> bool:
    """Whether the same step may succeed a little later, with nothing changed."""
    if isinstance(error, BrokenProcessPool | InterruptedError | MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno in _PASSING
    return _is_a_lock_of_duckdb(error)


def _is_a_lock_of_duckdb(error: BaseException) -> bool:
    import duckdb

    return isinstance(error, duckdb.IOException) and "Could not set lock" in str(error)
