"""The only door to Great Expectations (GX): importing it takes 6–8 seconds, so it is opened as late as possible.

The seconds go to what the package imports at its top: SciPy (1.3), its own 600 modules (1.2), pandas (0.9),
SQLAlchemy (0.7), Altair (0.4), NumPy (0.3). None of it is optional, so a process pays once, when it first
asks for a suite.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


@cache
def expectations_of_gx() -> tuple[Any, ModuleType, Any]:
    """The package, the module of its expectations, and the `Column` that row conditions are written with."""
    # Read by the package while it is imported: behind a firewall each report of usage would wait for nothing.
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    _load_statistics_when_used()
    import great_expectations as gx
    import great_expectations.expectations as gxe
    from great_expectations.expectations.row_conditions import Column

    return gx, gxe, Column


def _load_statistics_when_used() -> None:
    """Spares the import of scipy.stats, a fifth of the package's: only expectations on distributions use it."""
    import scipy

    name = "scipy.stats"
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    sys.modules[name] = scipy.stats = module_from_spec(spec)
    spec.loader.exec_module(scipy.stats)


@contextmanager
def configurations_made_once() -> Iterator[None]:
    """Within it GX makes the configuration of each expectation once, for expectations that stay as they are.

    GX makes it anew for each key that it reads of it, by copying all fields: a third of an audit of few rows.
    """
    from great_expectations.expectations.expectation import Expectation

    property_of_gx = Expectation.configuration
    made: dict[int, tuple[Expectation, Any]] = {}

    def kept(expectation: Expectation) -> Any:
        if id(expectation) not in made:
            # With the expectation itself, so that no other gets its number meanwhile.
            made[id(expectation)] = expectation, property_of_gx.fget(expectation)
        return made[id(expectation)][1]

    Expectation.configuration = property(kept)
    try:
        yield
    finally:
        Expectation.configuration = property_of_gx
