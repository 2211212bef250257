"""How the steps of the history are told."""

from datetime import UTC, datetime

from tui.app.history_words import moment_words, walk_words, walked_words
from tui.library import Step, Undone

_STEPS = [
    Step(4, "2025-03-11T09:12:00+00:00", "archived 3 papers", 3, undone=True),
    Step(3, "2025-03-11T09:11:00+00:00", "wrote a note", 1, undone=True),
    Step(2, "2025-03-10T23:00:00+00:00", "bookmarked 1 paper", 1, undone=False),
    Step(1, "2025-03-10T22:00:00+00:00", "tagged a", 1, undone=False),
]


def test_choosing_a_step_walks_all_up_to_it() -> None:
    told = [walk_words(_STEPS, place) for place in range(4)]
    assert told == [
        "enter makes 2 changes again",
        "enter makes 1 change again",
        "enter takes 1 change back",
        "enter takes 2 changes back",
    ]


def test_one_step_is_told_in_its_words_and_several_by_their_number() -> None:
    title = {2: "Attention $n^2$"}
    one, other = Undone(_STEPS[2], (1,), 0), Undone(_STEPS[0], (1, 2), 2)
    assert walked_words("Undid", [one]) == "Undid: bookmarked 1 paper"
    assert walked_words("Undid", [one], 0, title) == "Undid: bookmarked 1 paper · Attention n²"
    assert walked_words("Redid", [one, other], 0, title) == (
        "Redid 2 changes – except 2 papers, changed since"
    )
    assert walked_words("Undid", [one, other], missed=3) == "Undid 2 of 5 changes"
    passed = Undone(_STEPS[2], (), 1, lost=True)
    assert walked_words("Undid", [passed]) == (
        "Undid: bookmarked 1 paper – left as it is: what it replaced is kept no longer"
    )


def test_only_the_time_is_told_of_today() -> None:
    now = datetime(2025, 3, 11, 12, tzinfo=UTC)
    assert moment_words(_STEPS[0].at, now) == "09:12"
    assert moment_words(_STEPS[2].at, now) == "2025-03-10 23:00"
