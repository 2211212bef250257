"""Bringing papers into the index, one commit at a time."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import numpy as np

from tui.errors import SearchIndexError
from tui.papers.paper import Paper
from tui.search.arrays.content import SegmentContent
from tui.search.arrays.merge import merged
from tui.search.codec.segment import ArraySegment
from tui.search.engine import DamagedIndexError
from tui.search.schema import FIELD_KINDS, NUMBERS, TEXTS
from tui.search.writing.builder import SegmentBuilder
from tui.search.writing.contents import INDEX_NAME
from tui.search.writing.folder import REBUILD_HINT, IndexFolder, UnusableIndexError, WriterStopped
from tui.search.writing.merging import crowded, settled
from tui.search.writing.word_table import WordTable

Progress = Callable[[int, int], None]
"""Told how many papers are done, of how many."""

Cancelled = Callable[[], bool]

_TOLD_EVERY: Final = 50


def never() -> bool:
    """For work that nobody stops."""
    return False


class IndexWriter:
    """Writes to the index of a folder that is locked.

    Its methods raise `SearchIndexError` when the index can't be read or written; it then is as it
    was. ``words`` are those met before.
    """

    def __init__(self, folder: IndexFolder, words: WordTable) -> None:
        self._folder = folder
        self._words = words

    def clear(self) -> None:
        """Put an empty index in place of whatever is there."""
        self._folder.create()

    def update(
        self,
        papers: Sequence[tuple[int, Paper]],
        deleted: Collection[int] = (),
        *,
        progress: Progress | None = None,
        cancelled: Cancelled = never,
    ) -> tuple[int, ...]:
        """Put ``papers`` in place of what the index holds under their numbers, and take out others.

        Gives the numbers that are in the index now: all of them, or the first ones when
        ``cancelled()`` became true. A reader sees all of it or nothing.
        """
        with self._failures_told():
            contents = self._folder.contents()
            segments = [*contents.segments]
            done: list[int] = []
            for builder in self._builders(dict(papers), done, progress, cancelled):
                segments.append(self._written(builder.content()))
            self._delete(contents.segments, [*done, *deleted])
            living = [segment for segment in segments if segment.doc_count()]
            places = crowded([segment.doc_count() for segment in living])
            self._folder.commit(contents, self._merged(living, places, cancelled))
        return tuple(done)

    def settle(self, cancelled: Cancelled = never) -> None:
        """Leave as few segments as is worth the work of moving their papers."""
        with self._failures_told():
            contents = self._folder.contents()
            segments = contents.segments
            places = settled(
                [segment.doc_count() for segment in segments],
                [segment.deleted_count() for segment in segments],
            )
            if places:
                latest = self._merged(segments, places, cancelled)
                self._folder.commit(contents, latest)

    def _builders(
        self,
        papers: dict[int, Paper],
        done: list[int],
        progress: Progress | None,
        cancelled: Cancelled,
    ) -> Iterator[SegmentBuilder]:
        """Builders that hold the papers; their numbers go into ``done``."""
        builder = self._new_builder()
        for number, paper in papers.items():
            if cancelled():
                break
            if builder.is_full:
                yield builder
                builder = self._new_builder()
            builder.add(number, paper)
            done.append(number)
            if progress is not None and (len(done) % _TOLD_EVERY == 0 or len(done) == len(papers)):
                progress(len(done), len(papers))
        if len(builder):
            yield builder

    def _new_builder(self) -> SegmentBuilder:
        if self._words.is_overfull:
            self._words = WordTable()
        return SegmentBuilder(self._words)

    def _delete(self, segments: Sequence[ArraySegment], numbers: Collection[int]) -> None:
        wanted = np.fromiter(numbers, np.int64, len(numbers))
        for segment in segments:
            held = segment.opened(self._folder.path).numbers("number")
            for document in np.flatnonzero(np.isin(held, wanted)).tolist():
                segment.delete_document(document)

    def _merged(
        self, segments: Sequence[ArraySegment], places: Sequence[int], cancelled: Cancelled
    ) -> list[ArraySegment]:
        """The segments, those at ``places`` merged into one, unless that is cancelled."""

        def stop() -> None:
            if cancelled():
                raise WriterStopped

        if not places:
            return [*segments]
        together = [segments[place].living(self._folder.path) for place in places]
        others = [segment for place, segment in enumerate(segments) if place not in set(places)]
        try:
            return [*others, self._written(merged(together, FIELD_KINDS, [*NUMBERS], TEXTS, stop))]
        except WriterStopped:
            return [*segments]

    def _written(self, content: SegmentContent) -> ArraySegment:
        segment = ArraySegment(INDEX_NAME)
        try:
            segment.write(self._folder.path, content)
        except BaseException:
            segment.path(self._folder.path).unlink(missing_ok=True)
            raise
        return segment

    @contextmanager
    def _strays_deleted(self) -> Iterator[None]:
        """Leave no files behind when something goes wrong: a full disk would stay full."""
        try:
            yield
        except BaseException:
            self._folder.delete_strays()
            raise

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        try:
            with self._folder.failure_told(), self._strays_deleted():
                yield
        except (UnusableIndexError, DamagedIndexError) as reason:
            message = str(reason) or "The search index is damaged."
            raise SearchIndexError(message, REBUILD_HINT) from reason
