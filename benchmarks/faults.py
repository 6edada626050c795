"""Does the audit really catch? Plants every kind of fault into good reports and tables, and prints what caught it.

`make faults` runs it. Exit code 1 where a kind is not caught, or its rule fires without the fault as often.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.seeded_faults.corpora import Result, plant_all


def fault_table(results: list[Result]) -> str:
    """The results as the Markdown table of `docs/audit.md`."""
    lines = ["| fault | rule | caught |", "| --- | --- | --- |"]
    lines += [f"| {one.what} | `{one.rule}` | {'yes' if one.caught else '**no**'} |" for one in results]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Plants, prints the table, and tells on standard error what was missed."""
    with tempfile.TemporaryDirectory() as folder:
        results = plant_all(Path(folder))
    sys.stdout.write(fault_table(results))
    missed = [result for result in results if not result.caught]
    print(f"\n{len(results) - len(missed)} of {len(results)} kinds are caught", file=sys.stderr)
    for result in missed:
        print(f"missed: {result.what} ({result.rule})", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
