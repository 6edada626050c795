"""The live refresh: publishers' listings → addresses → answers → the archive.

`collect` is the one way in. What is fetched, how politely, and what is held back is decided in the rooms before:
`publishers`, `listings`, `fetch` and `archive`.
"""

from ingest.live.collecting import collect
from ingest.live.outcome import Collected
from ingest.live.selection import Selection

__all__ = ["Collected", "Selection", "collect"]
