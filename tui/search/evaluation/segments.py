"""The segments of an index as arrays: what evaluating, counting and ordering read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from tui.search.arrays.segment_file import SegmentFile
from tui.search.codec.segment import segment_file
from tui.search.engine import reading

Mask = NDArray[np.bool_]
Documents = NDArray[np.uint32]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment's file, the number of its first document, and its deleted documents, ascending.

    The deleted are numbered as in the file.
    """

    file: SegmentFile
    offset: int
    deleted: Places

    @property
    def span(self) -> slice:
        """Where its documents stand among those of the whole index."""
        return slice(self.offset, self.offset + self.file.documents)


def segments_of(reader: IndexReader) -> list[Segment]:
    """The segments that ``reader`` reads. Raises `DamagedIndexError`."""
    with reading():
        return [
            Segment(segment_file(leaf), offset, _deleted(leaf))
            for leaf, offset in _leaf_readers(reader)
        ]


def encoded(term: str) -> bytes:
    """A term as the index holds it. One that can't be in it, being no text, is not found there."""
    return term.encode(errors="surrogatepass")


def posted_documents(segments: Sequence[Segment], field: str, term: str) -> Documents:
    """The living documents that have a term, ascending."""
    found = [np.empty(0, np.uint32)]
    for segment in segments:
        postings = segment.file.fields[field]
        place = postings.terms.find(encoded(term))
        if place is not None:
            documents = postings.postings(place)
            living = documents[~np.isin(documents, segment.deleted)]
            found.append(living + np.uint32(segment.offset))
    return np.concatenate(found)


def _leaf_readers(reader: IndexReader) -> list[tuple[Any, int]]:
    if not reader.doc_count_all():
        return []
    return [(reader, 0)] if reader.is_atomic() else reader.leaf_readers()


def _deleted(leaf: Any) -> Places:
    deleted = leaf.deleted_docs_set if leaf.has_deletions() else ()
    return np.sort(np.fromiter(deleted, np.intp, len(deleted)))
