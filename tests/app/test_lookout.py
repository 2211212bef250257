"""Looking at what other papertuis do, in a thread of its own."""

import threading
from collections.abc import Iterator

import pytest

from tui.app.lookout import Lookout
from tui.errors import PapertuiError, StorageError
from tui.library import Elsewhere

_SEEN = Elsewhere(marks=True, papers=False, searches=False, new_papers=0, restored=False)
_BROKEN = StorageError("The library can't be read.")
_PATIENCE = 5.0


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.lookout._EVERY_SECONDS", 0.0)


def told(looks: Iterator[Elsewhere | PapertuiError | None]) -> list[Elsewhere | PapertuiError]:
    """What is told of what is seen, look by look."""
    closing = threading.Event()
    told: list[Elsewhere | PapertuiError] = []

    def look() -> Elsewhere | None:
        try:
            seen = next(looks)
        except StopIteration:
            closing.set()
            return None
        if isinstance(seen, PapertuiError):
            raise seen
        return seen

    Lookout(look, told.append, closing).begin()
    assert closing.wait(_PATIENCE)
    return told


def test_what_is_seen_is_told_and_nothing_else() -> None:
    assert told(iter([None, _SEEN, None, _SEEN])) == [_SEEN, _SEEN]


def test_of_failures_in_a_row_the_first_is_told() -> None:
    looks = [_BROKEN, _BROKEN, None, _SEEN, _BROKEN, _BROKEN]
    assert told(iter(looks)) == [_BROKEN, _SEEN, _BROKEN]


def test_nothing_is_told_once_the_reader_is_closing() -> None:
    closing = threading.Event()
    closing.set()
    seen: list[Elsewhere | PapertuiError] = []
    looked = threading.Event()

    def look() -> Elsewhere:
        looked.set()
        return _SEEN

    Lookout(look, seen.append, closing).begin()
    assert looked.wait(_PATIENCE)
    assert seen == []
