"""What the focus mode says of the papers it goes through."""

from dataclasses import dataclass
from datetime import date

from tui.app.content import counted, displayed
from tui.app.day_words import day_words
from tui.app.widgets.focus_text import FocusCard
from tui.library import DayProgress


@dataclass(frozen=True, slots=True)
class NextDay:
    """The day to go on with: how many papers wait, and the first of them if the list has it."""

    day: date
    waiting: int
    first_id: int | None = None


@dataclass(frozen=True, slots=True)
class CardKeys:
    """How the keys are written that lead on from the card."""

    go_on: str
    back: str
    leave: str


def day_card(done: DayProgress, following: NextDay | None, keys: CardKeys) -> FocusCard:
    """What stands after the last paper of a list day."""
    day = day_words(done.day)
    title = f"The end of {day}" if done.inbox else f"Inbox zero for {day}"
    parts = [counted(done.total, "paper"), f"{done.bookmarked:,} kept"]
    if done.inbox:
        parts.append(f"{done.inbox:,} in the inbox")
    return FocusCard(title, " · ".join(parts), _ways_on(following, keys))


def last_card(seen: int, kept: int, keys: CardKeys) -> FocusCard:
    """What stands after the last paper of a list that goes over many days."""
    return FocusCard(
        "That was the last one", f"{counted(seen, 'paper')} · {kept:,} kept", _ways_on(None, keys)
    )


def _ways_on(following: NextDay | None, keys: CardKeys) -> tuple[tuple[str, str], ...]:
    ways = [(keys.back, "back to the last paper"), (keys.leave, "to the list")]
    if following is not None:
        waiting = counted(following.waiting, "paper")
        ways.insert(0, (keys.go_on, f"{day_words(following.day)}, {waiting}"))
    return tuple(ways)


def head_words(day: date | None, query: str) -> str:
    """What the walk goes through: a list day, or what a query finds."""
    if day is not None:
        return day_words(day)
    return displayed(query) or "all papers"
