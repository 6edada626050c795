"""Why an address could not be had: the reasons of `reasons.csv`, and which of them a new try can mend."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

REASONS = Path(__file__).with_name("reasons.csv")


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of `reasons.csv`."""

    reason: str
    permanent: bool
    """No new try mends it."""
    host_wide: bool
    """It is the host that fails: its other addresses would fail likewise."""
    advice: str
    statuses: tuple[int, ...]


@cache
def reasons() -> dict[str, Reason]:
    """All reasons by their code."""
    with REASONS.open(encoding="utf-8", newline="") as rows:
        return {
            row["reason"]: Reason(
                row["reason"],
                permanent=row["kind"] == "permanent",
                host_wide=row["kind"] == "host",
                advice=row["advice"],
                statuses=tuple(int(status) for status in row["statuses"].split()),
            )
            for row in csv.DictReader(rows)
        }


@cache
def _reason_of_status() -> dict[int, str]:
    return {status: reason.reason for reason in reasons().values() for status in reason.statuses}


class Failure(Exception):
    """One try failed. `why` says what happened, without a full stop."""

    def __init__(self, reason: str, why: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(f"{reason}: {why}")
        self.reason = reasons()[reason]
        self.why = why
        self.status = status
        self.retry_after = retry_after
        """Seconds for which the site asked to be left alone."""

    def message(self, address: str) -> str:
        """The sentence for people."""
        return f"{address}: {self.why}. {self.reason.advice}"


def failure_of_status(status: int, retry_after: float | None) -> Failure:
    """What an HTTP status that brings no document means. Unlisted 5xx count as the server's trouble."""
    unlisted = "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "unexpected_status"
    reason = _reason_of_status().get(status, unlisted)
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    patience = f" and asks to wait {retry_after:.0f} s" if retry_after else ""
    return Failure(reason, f"the server answers {phrase}{patience}", status=status, retry_after=retry_after)
