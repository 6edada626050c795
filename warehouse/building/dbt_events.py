"""What dbt says while it builds, without what only its debug log would show."""

from __future__ import annotations

from typing import Any

from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager


class InfoEvents(EventManager):
    """Drops events of level debug before dbt makes a message and a line of each, which its loggers then leave out.

    These are some thirty for each node: a seventh of the CPU of a build of small tables. The end of a node is kept,
    although of level debug, for those who count nodes.
    """

    def fire_event(
        self,
        e: BaseEvent,
        level: EventLevel | None = None,
        node: Any = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        """As dbt's, for what is not dropped."""
        if (level or e.level_tag()) is not EventLevel.DEBUG or type(e).__name__ == "NodeFinished":
            super().fire_event(e, level, node, force_warn_or_error_handling)
