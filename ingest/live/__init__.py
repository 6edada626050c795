"""The live refresh: publishers' listings → addresses → answers → the archive.

`collect` is the one way in; `Refresh` is the same in two steps, for who has to tell them apart. What is fetched,
how politely, and what is held back is decided in the rooms before: `publishers`, `listings`, `fetch` and `archive`.
"""

from ingest.live.collecting import Refresh, collect
from ingest.live.outcome import Collected
from ingest.live.selection import Selection

__all__ = ["Collected", "Refresh", "Selection", "collect"]
