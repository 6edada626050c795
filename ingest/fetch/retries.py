"""The one place where retries are bounded."""

from __future__ import annotations

from random import Random

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from ingest.fetch.clock import Clock
from ingest.fetch.failures import Failure
from ingest.fetch.settings import FetchSettings


def tries(settings: FetchSettings, clock: Clock, random: Random) -> AsyncRetrying:
    """Iterates over the tries of one address; raises the last Failure where all fail."""

    def mendable(error: BaseException) -> bool:
        return (
            isinstance(error, Failure)
            and not error.reason.permanent
            and (error.retry_after or 0.0) <= settings.longest_wait
        )

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, Failure) else None
        return max(asked or 0.0, backoff(state.attempt_number, settings, random))

    return AsyncRetrying(
        stop=stop_after_attempt(settings.attempts),
        wait=wait,
        retry=retry_if_exception(mendable),
        sleep=clock.sleep,
        reraise=True,
    )


def backoff(attempt: int, settings: FetchSettings, random: Random) -> float:
    """Seconds to wait after the failed try `attempt` (from 1): doubling, with up to as much again by chance."""
    step = settings.first_backoff * 2 ** min(attempt - 1, 30)
    return min(step * (1 + random.random()), settings.longest_wait)
