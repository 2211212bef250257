"""What was made lately is not made again, up to a number of bytes."""

import numpy as np

from tui.search.evaluation.kept import Arrays, Kept

SIZE = 10_000


class Maker:
    """Makes arrays, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Arrays:
        self.made += 1
        return (np.zeros(SIZE, np.uint8),)


def test_what_is_kept_is_not_made_again() -> None:
    kept, make = Kept(2 * SIZE), Maker()
    assert kept.get("one", make)[0] is kept.get("one", make)[0]
    assert make.made == 1
    assert "one" in kept


def test_what_was_not_asked_for_the_longest_gives_way() -> None:
    kept, make = Kept(3 * SIZE), Maker()
    for key in ("one", "two", "one", "three"):
        kept.get(key, make)
    assert [key in kept for key in ("one", "two", "three")] == [True, False, True]


def test_views_of_other_arrays_take_no_room() -> None:
    whole = np.zeros(SIZE, np.uint8)
    kept = Kept(SIZE)
    for key in range(8):
        kept.get(key, lambda: (whole[1:],))
    assert all(key in kept for key in range(8))


def test_what_is_larger_than_all_room_is_kept_until_the_next() -> None:
    kept, make = Kept(1), Maker()
    kept.get("one", make)
    kept.get("one", make)
    assert make.made == 1
    kept.get("two", make)
    assert "one" not in kept
