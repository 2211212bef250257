"""What is said at the end of a list day."""

from dataclasses import replace
from datetime import date

import pytest

from tui.app.day_words import day_words, inbox_zero_sentence, offer_words
from tui.app.focus_words import CardKeys, NextDay, WaysOn, day_card, head_words, last_card
from tui.library import DayProgress

_DONE = DayProgress(date(2025, 3, 11), 55, 0, 9)
_EARLIER = DayProgress(date(2025, 3, 10), 40, 34, 2)
_KEYS = CardKeys("enter", "[", "k", "T")


@pytest.mark.parametrize(
    ("earlier", "ending"),
    [
        (_EARLIER, "11 Mar: 55 papers, 9 kept · [ 10 Mar, 34 waiting"),
        (
            DayProgress(date(2024, 12, 31), 3, 1, 0),
            "11 Mar 2025: 55 papers, 9 kept · [ 31 Dec 2024, 1 waiting",
        ),
        (None, "11 March 2025: 55 papers, 9 kept · nothing waits before it"),
    ],
)
def test_inbox_zero_tells_what_was_done_and_what_waits(
    earlier: DayProgress | None, ending: str
) -> None:
    sentence = inbox_zero_sentence(_DONE, earlier, "[")
    assert sentence == f"Inbox zero for {ending}"


def test_the_offer_below_the_list_is_short() -> None:
    assert offer_words(_DONE, _EARLIER, "[") == "inbox zero · [ 10 Mar, 34 waiting"
    assert offer_words(_DONE, None, "[") == "inbox zero"
    assert day_words(date(2025, 3, 9)) == "9 March 2025"


def test_the_card_tells_whether_the_day_is_done() -> None:
    following = NextDay(date(2025, 3, 10), 34)
    card = day_card(_DONE, WaysOn(following=following), _KEYS)
    assert (card.title, card.totals) == ("Inbox zero for 11 March 2025", "55 papers · 9 kept")
    assert card.ways_on[0] == ("enter", "10 March 2025, 34 papers")
    left = day_card(_EARLIER, WaysOn([3, 5], following=following), _KEYS)
    assert (left.title, left.totals) == (
        "The end of 10 March 2025",
        "40 papers · 2 kept · 34 in the inbox",
    )
    assert left.ways_on[:2] == (("enter", "2 left for later"), ("[", "10 March 2025, 34 papers"))
    passed_by = day_card(_EARLIER, WaysOn([3], left=False), replace(_KEYS, back=""))
    assert passed_by.ways_on == (("enter", "1 more paper of this day"), ("T", "to the list"))


def test_a_walk_over_many_days_is_named_by_its_query() -> None:
    assert head_words(None, "title:[/] sort:title") == "title:[/] sort:title"
    assert head_words(None, "") == "all papers"
    assert last_card(1, 0, WaysOn(), _KEYS).totals == "1 paper · 0 kept"
