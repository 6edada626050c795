"""Loading large libraries: what they make stays, so Python need not look for garbage among it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Within it Python collects no garbage, and what was made in it is left out of all later collections.

    Dagster, dbt and Great Expectations make a million objects while they are imported, none of which goes away; looking
    through them again and again was a quarter of the CPU of importing them. Such blocks may be nested.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
