"""What a run reports on the publishers that it asked, as metadata for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.metadata.previews import markdown_table
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    import dagster as dg

    from ingest.live import Collected


def listing_counts(collected: Collected) -> dict[str, int]:
    """How many listings were looked at, and what came of it."""
    return {
        "searched for": len(collected.searches),
        "found": sum(one.listing is not None for one in collected.searches),
        "looked at": collected.listings_checked + len(collected.listings_failed),
        "read": collected.listings_checked,
        "failed": len(collected.listings_failed),
        "new links": len(collected.new_links),
        "vanished links": len(collected.vanished_links),
        "left to the next refresh": collected.left["searches"] + collected.left["listings"],
    }


def fetch_counts(collected: Collected) -> dict[str, int]:
    """How many addresses were asked, and what they answered."""
    return {
        "asked": collected.asked,
        "new or changed": len(collected.news),
        "unchanged": collected.unchanged,
        "held back": len(collected.held_back),
        "failed": len(collected.failed),
        "left to the next refresh": collected.left["addresses"],
    }


def answers_table(collected: Collected) -> dg.MarkdownMetadataValue:
    """The answers that people should look at: news, what is held back, what failed."""
    answers = [*collected.news, *collected.held_back, *collected.failed]
    return markdown_table(
        ("outcome", "address", "message"), [(one.outcome, one.address, one.message) for one in answers]
    )


def vanished_table(collected: Collected) -> dg.MarkdownMetadataValue:
    """Links that their listings show no more."""
    return markdown_table(("address", "title"), [(one.address, one.title) for one in collected.vanished_links])


def listings_known(workspace: Workspace) -> dict[str, int | str]:
    """What the log of looks knows over all runs: publishers looked at, when last, and how many fail now."""
    from warehouse.inputs.live import listing_log

    log = listing_log(workspace)
    looks = log.last_checked()
    last = max(looks.values()).isoformat(timespec="seconds") if looks else "never"
    return {"publishers looked at": len(looks), "last look": last, "publishers failing now": len(log.failing())}
