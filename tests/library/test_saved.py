"""Saved searches: looked up, renamed, and counted."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.errors import PapertuiError
from tui.library import Library, SavedCount
from tui.papers.paper import Paper, TriageChange
from tui.paths import Paths
from tui.search.finding.suggest import Adviser


def counts(library: Library) -> dict[str, int | None]:
    """The unread papers of each saved search, by its name."""
    counted = library.saved_counts()
    assert counted is not None
    return {search.name: search.unread for search in counted}


def test_saved_searches_are_counted_in_their_order(library: Library) -> None:
    library.save_search("zebra", "has:code")
    library.save_search("all", "")
    assert library.saved_counts() == [
        SavedCount("zebra", "has:code", 5),
        SavedCount("all", "", 55),
    ]


def test_what_was_read_or_archived_does_not_count(library: Library) -> None:
    library.save_search("code", "has:code")
    library.save_search("archive", "is:archived")
    library.save_search("read", "is:read OR is:unread")
    found = library.search("has:code")
    assert found is not None
    library.triage(found.ids[:1], TriageChange(read=True), "read")
    library.triage(found.ids[1:2], TriageChange(archived=True), "archive")
    library.triage(found.ids[2:3], TriageChange(read=True, archived=True), "both")
    assert counts(library) == {"code": 2, "archive": 0, "read": 52}


@pytest.mark.parametrize(
    ("query", "unread"),
    [
        ("has:code upvotes:many", 5),
        ("date:2025-13", 55),
        ('has:code "', 5),
        ("(has:code OR", 5),
        ("zzzq", 0),
        ("transfomer", 0),
        ("sort:for-you has:code", 5),
        ("similar:999999", 0),
    ],
)
def test_a_query_counts_what_can_be_understood(library: Library, query: str, unread: int) -> None:
    library.save_search("odd", query)
    assert counts(library) == {"odd": unread}


def test_a_count_of_nothing_looks_for_no_ways_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def advised(*given: object) -> tuple[()]:
        asked.append(given)
        return ()

    monkeypatch.setattr(Adviser, "suggestions", advised)
    monkeypatch.setattr(Adviser, "loosenings", advised)
    library.save_search("odd", "transfomer has:code")
    assert counts(library) == {"odd": 0}
    assert not asked


def test_a_count_that_nobody_waits_for_stops(library: Library) -> None:
    library.save_search("code", "has:code")
    assert library.saved_counts(cancelled=lambda: True) is None


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=30))
def test_any_query_counts_the_unread_papers_that_it_finds(prepared_home: Path, query: str) -> None:
    with Library(Paths.standard(prepared_home)) as library:
        found = library.search(query, widen=False)
        assert found is not None
        assert library._unread_count(query, lambda: False) == found.total


def test_a_search_is_looked_up_whatever_the_case_of_its_name(library: Library) -> None:
    library.save_search("Übersicht", "survey")
    found = library.saved_search(" ÜBERSICHT\x07 ")
    assert found is not None
    assert (found.name, found.query) == ("Übersicht", "survey")
    assert library.saved_search("Übersich") is None


def test_renaming_is_one_step(library: Library) -> None:
    library.save_search("one", "1")
    step = library.rename_saved_search("one", "\x1bu\u202eno")
    assert step is not None
    assert [search.name for search in library.saved_searches()] == ["uno"]
    library.undo()
    assert [search.name for search in library.saved_searches()] == ["one"]
    assert library.rename_saved_search("two", "three") is None
    with pytest.raises(PapertuiError, match="needs a name"):
        library.rename_saved_search("one", " ")


def test_new_papers_of_watched_searches_are_told(library: Library) -> None:
    library.save_search("code", "has:code")
    library.save_search("mamba", "title:mamba")
    library.save_search("quiet", "title:mamba")
    library.watch_saved_search("code", watched=True)
    library.watch_saved_search("mamba", watched=True)
    library._papers.add([Paper(title="Zebra Mamba"), Paper(title="Mamba of the plains")])
    assert library.untold_news() == []
    library.catch_up()
    (news,) = library.untold_news()
    assert (news.name, sorted(news.ids)) == ("mamba", [56, 57])
    assert library.untold_news() == []


def test_news_are_told_by_whoever_is_there_and_once_to_who_comes_later(library: Library) -> None:
    library.save_search("mamba", "title:mamba")
    library.watch_saved_search("mamba", watched=True)
    assert library.untold_news() == []
    with Library(library.paths) as cron:
        cron._papers.add([Paper(title="Zebra Mamba")])
        cron.catch_up()
        assert [news.ids for news in cron.untold_news()] == [[56]]
    with Library(library.paths) as later:
        assert later.untold_news() == []
        assert [news.ids for news in library.untold_news()] == [[56]]
        later._papers.add([Paper(title="Mamba of the plains")])
    with Library(library.paths) as later:
        later.catch_up()
        assert [news.ids for news in later.untold_news()] == [[57]]
        assert later.untold_news() == []
