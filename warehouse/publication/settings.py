"""What of publishing is set by who runs it: environment variables, read when they are needed."""

from __future__ import annotations

import os

from warehouse.workspace import UserError

KEPT_VERSIONS = 5
"""Published versions that stay, the current one among them; `FAZHI_KEPT_VERSIONS` sets another number."""

LARGEST_LOSS = 0.2
"""Share of what the published version covers that a new one may lose; `FAZHI_LARGEST_LOSS` sets another."""


def kept_versions() -> int:
    """How many versions stay, at least 1. Raises `UserError` where the variable is no such number."""
    given = os.environ.get("FAZHI_KEPT_VERSIONS", "").strip() or str(KEPT_VERSIONS)
    if not given.isdecimal() or int(given) < 1:
        raise UserError(f"FAZHI_KEPT_VERSIONS={given}: this has to be a whole number from 1 on.")
    return int(given)


def largest_loss() -> float:
    """The share that may be lost, from 0 to 1. Raises `UserError` where the variable is no such number."""
    given = os.environ.get("FAZHI_LARGEST_LOSS", "").strip() or str(LARGEST_LOSS)
    try:
        share = float(given)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UserError(f"FAZHI_LARGEST_LOSS={given}: this has to be a share from 0 to 1, such as 0.2 for a fifth.")
    return share
