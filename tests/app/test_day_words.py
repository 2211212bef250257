"""What is said at the end of a list day."""

from datetime import date

import pytest

from tui.app.day_words import day_words, inbox_zero_sentence, offer_words
from tui.app.focus_words import CardKeys, NextDay, day_card, head_words, last_card
from tui.library import DayProgress

_DONE = DayProgress(date(2025, 3, 11), 55, 0, 9)
_EARLIER = DayProgress(date(2025, 3, 10), 40, 34, 2)
_KEYS = CardKeys("enter", "k", "T")


@pytest.mark.parametrize(
    ("earlier", "ending"),
    [
        (_EARLIER, "[ goes on with 10 March, 34 waiting"),
        (DayProgress(date(2024, 12, 31), 3, 1, 0), "[ goes on with 31 December 2024, 1 waiting"),
        (None, "nothing waits before it"),
    ],
)
def test_inbox_zero_tells_what_was_done_and_what_waits(
    earlier: DayProgress | None, ending: str
) -> None:
    sentence = inbox_zero_sentence(_DONE, earlier, "[")
    assert sentence == f"Inbox zero for 11 March 2025: 55 papers, 9 kept · {ending}"


def test_the_offer_below_the_list_is_short() -> None:
    assert offer_words(_DONE, _EARLIER, "[") == "inbox zero · [ 10 March, 34 waiting"
    assert offer_words(_DONE, None, "[") == "inbox zero"
    assert day_words(date(2025, 3, 9)) == "9 March 2025"


def test_the_card_tells_whether_the_day_is_done() -> None:
    card = day_card(_DONE, NextDay(date(2025, 3, 10), 34), _KEYS)
    assert (card.title, card.totals) == ("Inbox zero for 11 March 2025", "55 papers · 9 kept")
    assert card.ways_on[0] == ("enter", "10 March 2025, 34 papers")
    left = day_card(_EARLIER, None, _KEYS)
    assert (left.title, left.totals) == (
        "The end of 10 March 2025",
        "40 papers · 2 kept · 34 in the inbox",
    )
    assert [key for key, _ in left.ways_on] == ["k", "T"]


def test_a_walk_over_many_days_is_named_by_its_query() -> None:
    assert head_words(None, "title:[/] sort:title") == "title:[/] sort:title"
    assert head_words(None, "") == "all papers"
    assert last_card(1, 0, _KEYS).totals == "1 paper · 0 kept"
