"""Progress of long work on the terminal: how far, how fast, how long still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cli.console import error_console
from cli.language import say

if TYPE_CHECKING:
    from rich.progress import Progress, Task


@contextmanager
def shown_progress() -> Iterator[None]:
    """A bar a step while standard error is a terminal; nothing otherwise."""
    from warehouse import progress

    if not error_console().is_terminal:
        yield
        return
    with _bars() as bars:
        tasks: dict[str, Any] = {}

        def show(step: str, done: int, total: int | None) -> None:
            for name, task in tasks.items():
                if name != step:
                    bars.update(task, total=bars.tasks[task].total or 1, completed=bars.tasks[task].total or 1)
            if step not in tasks:
                tasks[step] = bars.add_task(say(step), total=total)
            bars.update(tasks[step], completed=done, total=total)

        with progress.listening(show):
            yield


def _bars() -> Progress:
    from rich import progress as rich

    class Rate(rich.ProgressColumn):
        def render(self, task: Task) -> str:
            return rate(task.finished_speed or task.speed, task.total)

    columns = (rich.SpinnerColumn(), rich.TextColumn("{task.description}"), rich.BarColumn(), rich.MofNCompleteColumn())
    times = (rich.TimeElapsedColumn(), rich.TimeRemainingColumn(compact=True))
    return rich.Progress(*columns, Rate(), *times, console=error_console())


def rate(speed: float | None, total: float | None) -> str:
    """Things a second, or a minute where they are slow; nothing for a step of one."""
    if not speed or not total or total <= 1:
        return ""
    return say("{count}/s", count=f"{speed:.1f}") if speed >= 1 else say("{count}/min", count=f"{speed * 60:.0f}")
