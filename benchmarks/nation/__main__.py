"""`python -m benchmarks.nation`: what a national catalogue costs the scheduler and the sites, on sites in memory.

Nobody is asked: the names of the hosts are those of real sites, their pages are made here.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.nation.country import found_country
from benchmarks.nation.months import months_over
from benchmarks.nation.virtual_time import Time


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=3_200)
    parser.add_argument("--columns", type=int, default=1, help="publishers on each host")
    parser.add_argument(
        "--connections", type=int, default=16, help="requests at once; a part of the country has its part"
    )
    parser.add_argument("--slower", type=float, default=1, help="times that answers take longer")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--start", default="2026-01-01", help="the first day")
    parser.add_argument("--polls", type=int, default=1, help="ticks of the sensor between two refreshes")
    parser.add_argument("--minutes", type=float, default=120, help="after which it ends, with the days until then")
    given = parser.parse_args()
    start = datetime.fromisoformat(given.start).replace(tzinfo=UTC)
    country = found_country(Time(start), given.hosts, given.columns, given.days)
    country.connections, country.slower = given.connections, given.slower
    began = time.monotonic()
    with (
        TemporaryDirectory(prefix="fazhi-nation-") as folder,
        months_over(country, Path(folder), given.polls) as months,
    ):
        months.live(start + timedelta(days=given.days), lambda: time.monotonic() - began > given.minutes * 60)
        figures = months.figures() | {"seconds of the simulation": round(time.monotonic() - began)}
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
