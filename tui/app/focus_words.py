"""What the focus mode says of the papers it goes through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tui.app.content import displayed
from tui.app.day_words import day_words
from tui.app.widgets.focus_text import FocusCard
from tui.library import DayProgress
from tui.papers.words import counted


@dataclass(frozen=True, slots=True)
class NextDay:
    """The day to go on with: how many papers wait, and the first of them if the list has it."""

    day: date
    waiting: int
    first_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What there is to go on with: papers that still wait, and another day.

    They are ``left`` for later if each of them was shown, else some were passed by.
    """

    waiting: Sequence[int] = ()
    left: bool = True
    following: NextDay | None = None


@dataclass(frozen=True, slots=True)
class CardKeys:
    """How the keys are written that lead on from the card; ``back`` is empty if nothing is."""

    go_on: str
    next_day: str
    back: str
    leave: str


def day_card(done: DayProgress, ways: WaysOn, keys: CardKeys) -> FocusCard:
    """What stands after the last paper of a list day."""
    day = day_words(done.day)
    title = f"The end of {day}" if done.inbox else f"Inbox zero for {day}"
    parts = [counted(done.total, "paper"), f"{done.bookmarked:,} kept"]
    if done.inbox:
        parts.append(f"{done.inbox:,} in the inbox")
    return FocusCard(title, " · ".join(parts), tuple(_ways_on(ways, keys)))


def last_card(seen: int, kept: int, ways: WaysOn, keys: CardKeys) -> FocusCard:
    """What stands after the last paper of a list that goes over many days."""
    totals = f"{counted(seen, 'paper')} · {kept:,} kept"
    return FocusCard("That was the last one", totals, tuple(_ways_on(ways, keys)))


def _ways_on(ways: WaysOn, keys: CardKeys) -> Iterator[tuple[str, str]]:
    if ways.waiting:
        count = len(ways.waiting)
        more = f"{counted(count, 'more paper')} of this day"
        yield keys.go_on, f"{count:,} left for later" if ways.left else more
    if ways.following is not None:
        words = f"{day_words(ways.following.day)}, {counted(ways.following.waiting, 'paper')}"
        yield keys.next_day if ways.waiting else keys.go_on, words
    if keys.back:
        yield keys.back, "back to the last paper"
    yield keys.leave, "to the list"


def head_words(day: date | None, query: str) -> str:
    """What the walk goes through: a list day, or what a query finds."""
    if day is not None:
        return day_words(day)
    return displayed(query) or "all papers"
