"""What the first frame shows, fetched before the screen is taken over."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.app.reader_state import ReaderState
from tui.config import Settings
from tui.library import Library, SavedCount, TriageCounts
from tui.papers.paper import Entry

_FIRST_ROWS = 100

_BEFORE_THE_INDEX = 2_000
"""So many papers can be walked through until the index answers; a million would take half a second
to list."""


@dataclass(frozen=True, slots=True)
class StartView:
    """Where the reader starts, and the first rows, read from storage alone."""

    state: ReaderState
    ids: Sequence[int]
    entries: Sequence[Entry]
    counts: TriageCounts
    recent: Sequence[str]
    saved: Sequence[SavedCount]
    panes: Sequence[str]


def start_view(library: Library, settings: Settings, query: str | None = None) -> StartView:
    """The reader as it was left, or as the configuration or ``query`` want it.

    Papers come newest first without a search; the rows of a query wait for the index. What other
    papertuis change from here on, the library tells.
    """
    library.changes_elsewhere()
    default = ReaderState(
        compact=settings.density == "compact", filters_open="filters" in settings.panes
    )
    state = ReaderState.from_session(library.session(), default)
    wanted = settings.start_query if query is None else query
    if wanted is not None:
        state = ReaderState(wanted, None, "list", state.compact, state.filters_open)
    ids = [] if state.query.strip() else _first_ids(library, state.paper_id)
    return StartView(
        state=state,
        ids=ids,
        entries=library.entries(_first_rows(ids, state.paper_id)),
        counts=library.counts(),
        recent=library.recent_searches(),
        saved=[
            SavedCount(search.name, search.query, watched=search.watched)
            for search in library.saved_searches()
        ],
        panes=settings.panes,
    )


def _first_ids(library: Library, paper_id: int | None) -> Sequence[int]:
    """The newest papers, as far down as the one that the cursor was on."""
    ids = library.newest_ids(_BEFORE_THE_INDEX)
    return ids if paper_id is None or paper_id in ids else library.newest_ids()


def _first_rows(ids: Sequence[int], paper_id: int | None) -> list[int]:
    """The ids around the paper that the cursor will be on."""
    try:
        place = 0 if paper_id is None else ids.index(paper_id)
    except ValueError:
        place = 0
    return list(ids[max(0, place - _FIRST_ROWS // 2) : place + _FIRST_ROWS])
