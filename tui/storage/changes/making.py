"""How a change is made, for each of the fields that a change can be about."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from tui.storage.changes.change import ARRIVED, IMPORT, MERGE, RESTORE, Change, Outcome
from tui.storage.paper_row import ASKED_PAPERS, encode_ids
from tui.storage.saved_search_row import SAVED_SEARCH, make_saved_search_change
from tui.storage.triage_row import TAG, make_triage_change

_PAPERS_MEANT = f"SELECT asked.value, paper.id FROM {ASKED_PAPERS}"

_Maker = Callable[[sqlite3.Connection, Sequence[Change], str], Iterable[Outcome]]
"""Makes changes of one kind at a moment; gives an outcome for each."""


def make_changes(
    connection: sqlite3.Connection, changes: Iterable[Change], at: str
) -> list[Outcome]:
    """Make changes one after the other, all at one moment; gives an outcome for each."""
    outcomes: list[Outcome] = []
    for make, run in groupby(changes, key=lambda change: _MAKERS[change.field]):
        outcomes += make(connection, list(run), at)
    return outcomes


def _make_marks(
    connection: sqlite3.Connection, changes: Sequence[Change], at: str
) -> Iterator[Outcome]:
    def make(change: Change) -> Outcome:
        made = make_triage_change(connection, change, at)
        return Outcome((change.key,) if made else (), skipped=not made)

    return _make_each(connection, changes, make)


def _make_arrivals(
    connection: sqlite3.Connection, changes: Sequence[Change], _at: str
) -> Iterator[Outcome]:
    # Not needed to mark papers, and the reader's first frame is waited for.
    from tui.storage.changes.arrival import make_arrival

    def make(change: Change) -> Outcome:
        return Outcome((change.key,), skipped=not make_arrival(connection, change))

    return _make_each(connection, changes, make)


def _make_each(
    connection: sqlite3.Connection, changes: Sequence[Change], make: Callable[[Change], Outcome]
) -> Iterator[Outcome]:
    """Make changes of papers; those of a paper that was absorbed are its survivor's."""
    asked = encode_ids({change.key for change in changes})
    meant = dict(connection.execute(_PAPERS_MEANT, (asked,)).fetchall())
    for change in changes:
        paper_id = meant.get(change.key)
        if paper_id is None:
            yield Outcome((), skipped=True)
        else:
            yield make(change._replace(key=paper_id))


def _make_searches(
    connection: sqlite3.Connection, changes: Iterable[Change], _at: str
) -> Iterator[Outcome]:
    for change in changes:
        yield Outcome((), skipped=not make_saved_search_change(connection, change))


def _make_merges(
    connection: sqlite3.Connection, changes: Iterable[Change], _at: str
) -> Iterator[Outcome]:
    # As above.
    from tui.storage.changes.merge_change import walk_merge

    return (walk_merge(connection, change) for change in changes)


def _make_imports(
    connection: sqlite3.Connection, changes: Iterable[Change], _at: str
) -> Iterator[Outcome]:
    # As above.
    from tui.storage.changes.import_change import walk_imports

    return walk_imports(connection, changes)


_MAKERS: Mapping[str, _Maker] = {
    **dict.fromkeys(("bookmarked", "read", "archived", "note", TAG), _make_marks),
    ARRIVED: _make_arrivals,
    SAVED_SEARCH: _make_searches,
    MERGE: _make_merges,
    IMPORT: _make_imports,
}

FIELDS = (*_MAKERS, RESTORE)
"""All that a change can be about."""
