"""What papers have learned since a change, kept when the change is taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from tui.papers.paper import Paper

_LISTS = ("categories", "keywords", "links", "sources")


def with_news(before: Paper, after: Paper, current: Paper) -> Paper:
    """A paper as it was before a change, but for what it has learned after that.

    A field that is no longer as the change left it stays; a list loses only what the change
    brought.
    """
    news: dict[str, Any] = {}
    for name in (field.name for field in fields(Paper)):
        old, changed, new = (getattr(paper, name) for paper in (before, after, current))
        if new != changed:
            news[name] = new if name not in _LISTS else _joined(old, changed, new)
    return replace(before, **news)


def has_other_news(before: Paper, after: Paper, current: Paper) -> bool:
    """Whether a field that a change is about has become something else, and so stays as it is."""
    return any(
        getattr(current, name) not in (getattr(before, name), getattr(after, name))
        for name in (field.name for field in fields(Paper))
        if name not in _LISTS and getattr(before, name) != getattr(after, name)
    )


def _joined(old: Iterable[Any], changed: Sequence[Any], new: Iterable[Any]) -> tuple[Any, ...]:
    """The old items and those of the new ones that the change didn't bring."""
    return tuple(dict.fromkeys((*old, *(item for item in new if item not in changed))))
