"""What is said of list days: how far they are, and where to go on."""

from datetime import date

from tui.app.content import counted
from tui.library import DayProgress


def day_words(day: date, beside: date | None = None) -> str:
    """``11 March 2025``; without the year when that of the day it stands ``beside`` is the same."""
    words = f"{day.day} {day:%B}"
    return words if beside is not None and beside.year == day.year else f"{words} {day.year}"


def inbox_zero_sentence(done: DayProgress, earlier: DayProgress | None, key: str) -> str:
    """That a day is dealt with, and which earlier one waits behind a key."""
    totals = f"{counted(done.total, 'paper')}, {done.bookmarked:,} kept"
    sentence = f"Inbox zero for {day_words(done.day)}: {totals}"
    if earlier is None:
        return f"{sentence} · nothing waits before it"
    day = day_words(earlier.day, beside=done.day)
    return f"{sentence} · {key} goes on with {day}, {earlier.inbox:,} waiting"


def offer_words(done: DayProgress, earlier: DayProgress | None, key: str) -> str:
    """The same in few words, for below the list."""
    if earlier is None:
        return "inbox zero"
    day = day_words(earlier.day, beside=done.day)
    return f"inbox zero · {key} {day}, {earlier.inbox:,} waiting"
