"""What is said of the steps of the history, one or many."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from tui.app.content import displayed
from tui.library import Step, Undone
from tui.papers.words import counted

_NO_TITLES: Mapping[int, str] = MappingProxyType({})


def steps_to_walk(steps: Sequence[Step], chosen: int) -> list[Step]:
    """What to undo, or make again, to get to one of the steps listed, newest first; in order."""
    if steps[chosen].undone:
        return [step for step in reversed(steps[chosen:]) if step.undone]
    return [step for step in steps[: chosen + 1] if not step.undone]


def walked_words(
    did: str, steps: Sequence[Undone], missed: int = 0, titles: Mapping[int, str] = _NO_TITLES
) -> str:
    """``Undid: archived 3 papers``, ``Undid 5 changes``; what was left alone; of one, its paper.

    ``missed`` more were to be walked and were not. ``titles`` are of papers, by steps.
    """
    if missed:
        return f"{did} {len(steps):,} of {counted(len(steps) + missed, 'change')}"
    words = _all_walked_words(did, steps)
    return words if len(steps) > 1 else with_title(words, titles.get(steps[0].step.id))


def with_title(words: str, title: str | None) -> str:
    """``bookmarked 1 paper · Attention Is All You Need``."""
    return words if title is None else f"{words} · {displayed(title)}"


def _all_walked_words(did: str, steps: Sequence[Undone]) -> str:
    what = f": {steps[0].step.label}" if len(steps) == 1 else f" {counted(len(steps), 'change')}"
    skipped = sum(undone.skipped for undone in steps)
    if not skipped:
        return f"{did}{what}"
    if any(undone.lost for undone in steps):
        one = "" if len(steps) == 1 else "one of them "
        return f"{did}{what} – {one}left as it is: what it replaced is kept no longer"
    thing = next(undone.thing for undone in steps if undone.skipped)
    return f"{did}{what} – except {counted(skipped, thing)}, changed since"


def moment_words(at: str, now: datetime) -> str:
    """When a step was made, in local time: ``09:12`` for today, else ``2025-03-11 09:12``."""
    moment = datetime.fromisoformat(at).astimezone(now.tzinfo)
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%Y-%m-%d %H:%M}"


def walk_words(steps: Sequence[Step], chosen: int) -> str:
    """What choosing a step of those listed, newest first, would do to it and those between."""
    changes = counted(len(steps_to_walk(steps, chosen)), "change")
    if steps[chosen].undone:
        return f"enter makes {changes} again"
    return f"enter takes {changes} back"
