"""What is said of the steps of the history, one or many."""

from collections.abc import Sequence
from datetime import datetime

from tui.app.content import counted
from tui.library import Step, Undone

_PLURALS = {"paper": "papers", "saved search": "saved searches"}


def walked_words(did: str, steps: Sequence[Undone]) -> str:
    """``Undid: archived 3 papers``, ``Undid 5 changes``; and what was left alone."""
    what = f": {steps[0].step.label}" if len(steps) == 1 else f" {counted(len(steps), 'change')}"
    skipped = sum(undone.skipped for undone in steps)
    if not skipped:
        return f"{did}{what}"
    thing = next(undone.thing for undone in steps if undone.skipped)
    left = f"1 {thing}" if skipped == 1 else f"{skipped:,} {_PLURALS[thing]}"
    return f"{did}{what} – except {left}, changed since"


def moment_words(at: str, now: datetime) -> str:
    """When a step was made, in local time: ``09:12`` for today, else ``2025-03-11 09:12``."""
    moment = datetime.fromisoformat(at).astimezone(now.tzinfo)
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%Y-%m-%d %H:%M}"


def walk_words(steps: Sequence[Step], chosen: int) -> str:
    """What choosing a step of those listed, newest first, would do to it and those between."""
    undone = steps[chosen].undone
    between = steps[chosen:] if undone else steps[: chosen + 1]
    changes = counted(sum(step.undone == undone for step in between), "change")
    return f"enter makes {changes} again" if undone else f"enter takes {changes} back"
