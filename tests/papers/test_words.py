"""Numbers of things in words."""

from tui.papers.words import counted


def test_things_are_counted_in_the_plural_but_for_one() -> None:
    assert [counted(count, "paper") for count in (0, 1, 2, 1204)] == [
        "0 papers",
        "1 paper",
        "2 papers",
        "1,204 papers",
    ]
    assert counted(3, "saved search") == "3 saved searches"
    assert counted(2, "match") == "2 matches"
