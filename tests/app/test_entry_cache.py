"""The entries that the screen holds."""

from tui.app.entry_cache import EntryCache
from tui.papers.paper import Entry, Paper, Triage


def entry(number: int, *, read: bool = False) -> Entry:
    return Entry(number, Paper(f"Paper {number}"), Triage(read=read))


def test_what_was_put_is_there() -> None:
    cache = EntryCache()
    cache.put([entry(1), entry(2)])
    assert cache.get(1) == entry(1)
    assert cache.get(3) is None
    assert cache.held([3, 2, 1]) == [2, 1]
    assert cache.missing([3, 2, 1]) == [3]


def test_a_newer_state_replaces_an_older_one() -> None:
    cache = EntryCache()
    cache.put([entry(1)])
    cache.put([entry(1, read=True)])
    assert cache.get(1) == entry(1, read=True)


def test_the_least_recently_shown_is_dropped_first() -> None:
    cache = EntryCache(size=2)
    cache.put([entry(1), entry(2)])
    cache.get(1)
    cache.put([entry(3)])
    assert cache.held([1, 2, 3]) == cache.ids == [1, 3]


def test_nothing_is_there_after_clearing() -> None:
    cache = EntryCache()
    cache.put([entry(1)])
    cache.clear()
    assert cache.missing([1]) == [1]
