"""What the first frame shows."""

from tui.app.reader_state import ReaderState
from tui.app.start import start_view
from tui.config import Settings
from tui.library import Library


def test_a_first_start_shows_the_newest_papers(library: Library) -> None:
    view = start_view(library, Settings())
    assert view.state == ReaderState()
    assert len(view.ids) == 55
    assert [entry.id for entry in view.entries] == list(view.ids)
    assert view.counts.total == 55


def test_the_configuration_sets_density_and_panes(library: Library) -> None:
    view = start_view(library, Settings(density="compact", panes=("detail",)))
    assert view.state == ReaderState(compact=True, filters_open=False)


def test_the_reader_starts_as_it_was_left(library: Library) -> None:
    left = ReaderState("attention", 7, "detail", compact=True, filters_open=False)
    library.save_session(left.to_session())
    assert start_view(library, Settings()).state == left


def test_a_wanted_query_takes_the_place_of_the_last_one(library: Library) -> None:
    library.save_session(ReaderState("attention", 7, "detail", compact=True).to_session())
    expected = ReaderState("is:inbox", None, "list", compact=True)
    assert start_view(library, Settings(start_query="is:inbox")).state == expected
    assert start_view(library, Settings(start_query="is:read"), "is:inbox").state == expected


def test_an_empty_wanted_query_shows_everything(library: Library) -> None:
    library.save_session(ReaderState("attention").to_session())
    assert start_view(library, Settings(), "").state.query == ""


def test_the_rows_of_a_query_wait_for_the_index(library: Library) -> None:
    view = start_view(library, Settings(), "attention")
    assert list(view.ids) == []
    assert list(view.entries) == []


def test_a_paper_that_is_gone_is_no_trouble(library: Library) -> None:
    library.save_session(ReaderState(paper_id=4711).to_session())
    assert len(start_view(library, Settings()).entries) == 55
