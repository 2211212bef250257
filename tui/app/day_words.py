"""What is said of list days: how far they are, and where to go on."""

from datetime import date

from tui.library import DayProgress
from tui.papers.words import counted


def day_words(day: date) -> str:
    """``11 March 2025``."""
    return f"{day.day} {day:%B} {day.year}"


def inbox_zero_sentence(done: DayProgress, earlier: DayProgress | None, key: str) -> str:
    """That a day is dealt with, and which earlier one waits behind a key.

    That has to be seen in the footer of a screen of 80 cells, which has room for 70.
    """
    totals = f"{counted(done.total, 'paper')}, {done.bookmarked:,} kept"
    if earlier is None:
        return f"Inbox zero for {day_words(done.day)}: {totals} · nothing waits before it"
    day = _short(done.day, beside=earlier.day)
    return f"Inbox zero for {day}: {totals} · {key} {_waiting(earlier, done)}"


def offer_words(done: DayProgress, earlier: DayProgress | None, key: str) -> str:
    """The same in few words, for below the list, which has 36 cells on a screen of 80."""
    return f"inbox zero · {key} {_waiting(earlier, done)}" if earlier else "inbox zero"


def _waiting(earlier: DayProgress, done: DayProgress) -> str:
    return f"{_short(earlier.day, beside=done.day)}, {earlier.inbox:,} waiting"


def _short(day: date, *, beside: date) -> str:
    """``11 Mar``, with the year where that of the day it stands beside is another."""
    words = f"{day.day} {day:%b}"
    return words if beside.year == day.year else f"{words} {day.year}"
