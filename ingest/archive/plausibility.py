"""Whether new bytes at an address can be the report that was there before, corrected.

Sites answer with a maintenance page, a login, an empty frame, and say 200 to it. What is implausible is kept but
does not replace anything: a person looks at it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LEAST_SHARE = 0.3
"""Of the size before. Corrections change words; page frames change by some ten kB, reports have 20 to 60."""
MOST_GROWTH = 20.0
"""Times the size before."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why bytes are held back."""

    reason: str
    """`empty`, `other_format`, `much_smaller`, `much_larger` or `no_report`."""
    message: str
    """What, where, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Plausibility:
    """Judges new vintages. How formats and reports are told is the affair of rooms further on."""

    format_of: Callable[[bytes], str]
    """`html`, `pdf`, …, told by the bytes: declared media types change with the server's mood."""
    why_no_report: Callable[[bytes, str, str | None], str | None]
    """Of bytes, their address and the charset that the server declared: a sentence on why they are no report, or None
    where they are one."""

    def doubt(
        self,
        address: str,
        data: bytes,
        before: bytes,
        charset: str | None = None,
        charset_before: str | None = None,
    ) -> Doubt | None:
        """Why `data` is not to replace `before` as what `address` answers with; None where it may.

        The charsets are those that the server declared.
        """
        if not data.strip(b"\0 \t\r\n"):
            return _doubt("empty", address, "the answer is empty")
        then, now = self.format_of(before), self.format_of(data)
        if then != now:
            return _doubt("other_format", address, f"what was {then} is {now} now")
        if len(data) < LEAST_SHARE * len(before):
            return _doubt("much_smaller", address, f"{len(before):,} bytes have become {len(data):,}")
        if len(data) > MOST_GROWTH * len(before):
            return _doubt("much_larger", address, f"{len(before):,} bytes have become {len(data):,}")
        why = self.why_no_report(data, address, charset)
        if why is None or self.why_no_report(before, address, charset_before) is not None:
            return None  # what never was a report cannot cease to be one
        return _doubt("no_report", address, f"it is no longer a report: {why.rstrip('. ')}")


def _doubt(reason: str, address: str, why: str) -> Doubt:
    advice = (
        "The bytes are kept, those of before stay current: open the address and, where the new ones are right, take "
        "them with `fazhi archive accept`."
    )
    return Doubt(reason, f"{address}: {why}. {advice}")
