"""Bringing papers into the index, one commit at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from tui.errors import SearchIndexError
from tui.papers.paper import Paper
from tui.search.columns import alive_mask, read_facts
from tui.search.engine import WRITING, DamagedIndexError, Index, reading
from tui.search.folder import REBUILD_HINT, IndexFolder, UnusableIndexError
from tui.search.schema import document

Progress = Callable[[int, int], None]
"""Told how many papers are done, of how many."""

_TOLD_EVERY: Final = 50
_MOST_DELETED: Final = 1 / 3
"""Beyond this share of deleted documents the whole index is written anew, without them."""


def write_papers(
    folder: IndexFolder,
    papers: Sequence[tuple[int, Paper]],
    deleted: Collection[int],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[int, ...]:
    """Put ``papers`` in place of what the index holds under their numbers, and take out others.

    Call it with the folder locked. Gives the numbers that are in the index now: all of them, or
    the first ones when ``cancelled()`` became true. A reader sees all of it or nothing.
    """
    try:
        index = folder.open(lambda index: index)
        places = folder.open(_documents_of)
        with folder.failure_told(), _writer(index) as writer:
            for number in deleted:
                _delete(writer, places, number)
            return _add(writer, places, papers, progress, cancelled)
    except (UnusableIndexError, DamagedIndexError) as reason:
        message = str(reason) or "The search index is damaged."
        raise SearchIndexError(message, REBUILD_HINT) from reason


@contextmanager
def _writer(index: Index) -> Iterator[Any]:
    """A writer whose work is committed at the end, or given up on when something goes wrong."""
    opened: Any = index
    writer: Any = index.writer(**WRITING)
    try:
        yield writer
        with reading(OSError):
            writer.commit(optimize=_is_mostly_deleted(writer))
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        opened.storage.close_opened()
        raise


def _documents_of(index: Index) -> Mapping[int, int]:
    """The living document of each paper number."""
    with index.reader() as reader:
        alive = np.flatnonzero(alive_mask(reader))
        numbers = read_facts(reader)["number"][alive]
        return dict(zip(numbers.tolist(), alive.tolist(), strict=True))


def _delete(writer: Any, places: Mapping[int, int], number: int) -> None:
    if number in places:
        writer.delete_document(places[number])


def _add(
    writer: Any,
    places: Mapping[int, int],
    papers: Sequence[tuple[int, Paper]],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[int, ...]:
    done: list[int] = []
    for number, paper in dict(papers).items():
        if cancelled is not None and cancelled():
            break
        _delete(writer, places, number)
        writer.add_document(**document(number, paper))
        done.append(number)
        if progress is not None and (len(done) % _TOLD_EVERY == 0 or len(done) == len(papers)):
            progress(len(done), len(papers))
    return tuple(done)


def _is_mostly_deleted(writer: Any) -> bool:
    total = sum(segment.doc_count_all() for segment in writer.segments)
    return bool(total) and writer.deleted_count() > total * _MOST_DELETED
