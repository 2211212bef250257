"""Searching the library: misspelled words, marks kept up with, and what ties papers together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.config import Settings
from tui.library import Library, Results
from tui.papers.paper import TriageChange
from tui.paths import Paths


@pytest.fixture
def search(library: Library) -> Callable[..., Results]:
    def searched(text: str, *, widen: bool = True, typing: bool = False) -> Results:
        results = library.search(text, widen=widen, typing=typing)
        assert results is not None
        return results

    return searched


def finished(library: Library, text: str) -> Results:
    results = library.search_finished(text)
    assert results is not None
    return results


Search = Callable[..., Results]


def test_a_misspelled_word_finds_papers_and_that_is_told(search: Search) -> None:
    results = search("lcoonet")
    assert (list(results.ids), results.notice, results.widened) == (
        [2],
        "No paper says “lcoonet”: showing words spelled like it.",
        True,
    )
    assert [way.text for way in results.ways_out] == ["loconet"]
    assert results.highlighter.spans("LoCoNet: it", "title") == [(0, 7)]


def test_words_that_only_a_note_has_are_found_by_the_way_out(
    library: Library, search: Search
) -> None:
    library.triage([3], TriageChange(note="Zebras of the Okavango"))
    (way,) = search("zebras okavango").ways_out
    assert (way.reason, way.text, way.count) == (
        "In your notes",
        "note:zebras note:okavango",
        1,
    )
    assert search("zebras quagga").ways_out == ()


def test_whoever_wants_just_what_was_asked_for_gets_that(search: Search) -> None:
    results = search("lcoonet", widen=False)
    assert (results.total, results.notice, results.widened) == (0, "", False)


def test_a_finished_word_is_completed_before_it_is_taken_for_misspelled(library: Library) -> None:
    completed = finished(library, "locone")
    assert (completed.query.text, completed.notice) == ("locone*", "")
    widened = finished(library, "lcoonet")
    assert (widened.query.text, list(widened.ids), widened.widened) == ("lcoonet", [2], True)
    nothing = finished(library, "xqzwvkj")
    assert (nothing.query.text, nothing.total) == ("xqzwvkj", 0)


def test_without_bookmarks_the_order_for_you_says_so(search: Search) -> None:
    results = search("sort:for-you")
    assert results.ids == search("sort:newest").ids
    assert results.notice == "No bookmarks yet to go by: newest first."


def test_papers_like_the_bookmarks_come_first_and_are_tied_to_them(
    library: Library, search: Search
) -> None:
    library.triage([2], TriageChange(bookmarked=True), "bookmark")
    results = search("sort:for-you")
    assert (results.order, results.notice) == ("for-you", "")
    first = results.ids[0]
    assert first != 2, "what is bookmarked is known"
    assert results.scores[results.ids.index(2)] == 0
    phrases = library.ties(results.query, first)
    assert phrases
    title = library.entries([first])[0].paper
    assert all(phrase in f"{title.title} {title.abstract}".lower() for phrase in phrases)


def test_the_order_of_the_settings_ties_papers_too(seeded_home: Path) -> None:
    with Library(Paths.standard(seeded_home), Settings(sort="for-you")) as library:
        library.toggle("bookmarked", [2])
        results = library.search("")
        assert results is not None
        assert results.order == "for-you"
        assert library.ties(results.query, 2)


def test_a_mark_changes_what_ties_papers_once_something_is_searched_or_counted(
    library: Library, search: Search
) -> None:
    library.toggle("bookmarked", [2])
    results = search("sort:for-you")
    phrases = library.ties(results.query, 2)
    library.toggle("bookmarked", [2])
    assert library.ties(results.query, 2) == phrases
    library.save_search("any", "")
    library.saved_counts()
    assert library.ties(results.query, 2) == ()


def test_similar_papers_are_tied_to_the_one_they_are_like(library: Library, search: Search) -> None:
    results = search("similar:2")
    assert results.total
    assert 2 not in results.ids
    assert library.ties(results.query, results.ids[0])
    assert library.ties(search("loconet").query, 2) == ()


def test_marks_are_read_again_only_when_one_changed(library: Library) -> None:
    marks = library._state()
    library.save_session({"query": "gan"})
    library.remember_search("gan")
    assert library._state() is marks
    library.toggle("read", [1])
    assert library._state() is not marks


def test_marks_of_another_process_are_seen(
    library: Library, seeded_home: Path, search: Search
) -> None:
    assert not search("is:bookmarked").total
    with Library(Paths.standard(seeded_home)) as other:
        other.toggle("bookmarked", [3])
    assert list(search("is:bookmarked").ids) == [3]
