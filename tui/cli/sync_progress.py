"""How far a sync is: bars in a terminal, a line now and then elsewhere. On standard error."""

import sys
import time
from typing import TYPE_CHECKING, Protocol, Self

from tui.cli.output import complain, is_terminal
from tui.library import SyncProgress

if TYPE_CHECKING:
    from rich.progress import TaskID

_LINE_EVERY_SECONDS = 10.0
_LONGEST_LABEL = 24
_WORTH_A_LINE = 10.0
"""Seconds of waiting that somebody who sees no bar should know of."""


class Shown(Protocol):
    """What is told of a sync while it goes on. Threads may call it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def progress(self, progress: SyncProgress) -> None:
        """A response was taken in."""

    def waiting(self, seconds: float, why: str) -> None:
        """Nothing will come for a while."""


def sync_progress() -> Shown:
    """Bars or lines, whichever standard error can show."""
    return Bars() if is_terminal(sys.stderr) else Lines()


class Lines:
    """A line every ten seconds."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _LINE_EVERY_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left behind."""

    def progress(self, progress: SyncProgress) -> None:
        """Say how far the source is, if the last line is long enough ago."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _LINE_EVERY_SECONDS
        steps = f"{progress.done:,} of {progress.total:,}" if progress.total else progress.done
        complain(f"{progress.source}: {progress.label}, {steps}, {_papers(progress)} …")

    def waiting(self, seconds: float, why: str) -> None:
        """Say that nothing comes for a while, when that is long."""
        if seconds >= _WORTH_A_LINE:
            complain(f"{why}: waiting for {seconds:.0f} s …")


class Bars:
    """A bar for each source: its day, its papers, their rate, the time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            TextColumn("{task.fields[label]}", markup=False),
            BarColumn(bar_width=12),
            TextColumn("{task.fields[papers]}", markup=False),
            TimeRemainingColumn(compact=True),
            console=Console(file=sys.stderr),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._begun: dict[str, float] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def progress(self, progress: SyncProgress) -> None:
        """Move the bar of the source, or begin one."""
        source = progress.source
        if source not in self._tasks:
            self._begun[source] = time.monotonic()
            self._tasks[source] = self._bars.add_task(source, label="", papers="", total=None)
        elapsed = time.monotonic() - self._begun[source]
        self._bars.update(
            self._tasks[source],
            completed=progress.done,
            total=progress.total,
            label=_shortened(progress.label),
            papers=f"{_papers(progress)}, {progress.papers / max(elapsed, 1):,.0f}/s",
        )

    def waiting(self, seconds: float, why: str) -> None:
        """Say why the bar stands still, in place of the day."""
        for task in list(self._tasks.values())[-1:]:
            self._bars.update(task, label=_shortened(f"{why}: {seconds:.0f} s"))


def _papers(progress: SyncProgress) -> str:
    skipped = f", {progress.skipped:,} skipped" if progress.skipped else ""
    return f"{progress.new:,} new, {progress.merged:,} merged{skipped}"


def _shortened(label: str) -> str:
    """``label`` in so few letters that a line has room for the rest."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
