"""The columns of an index as arrays, one element for each document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from tui.search.engine import DamagedIndexError, reading
from tui.search.schema import FLAGS, POSITIONED

Mask = NDArray[np.bool_]
Documents = NDArray[np.int32]

_FACTS = np.dtype(
    [("number", "<i8"), ("day", "<i4"), ("upvotes", "<i4"), ("stars", "<i4"), ("flags", "<u4")]
)

_ORDINAL_OF_EPOCH: Final = date(1970, 1, 1).toordinal()


class Columns:
    """The facts of every document, in the order of document numbers.

    ``alive`` is false where a document is deleted. ``numbers`` (int64) are paper numbers, ``days``
    (int32) ordinals with 0 for none, ``upvotes`` and ``stars`` (int32) are -1 where unknown.
    """

    def __init__(self, reader: IndexReader) -> None:
        facts = read_facts(reader)
        self.alive = alive_mask(reader)
        self._titles = [_late_files_of(leaf) for leaf, _ in leaf_readers(reader)]
        self.numbers: NDArray[np.int64] = np.ascontiguousarray(facts["number"])
        self.days: NDArray[np.int32] = np.ascontiguousarray(facts["day"])
        self.upvotes: NDArray[np.int32] = np.ascontiguousarray(facts["upvotes"])
        self.stars: NDArray[np.int32] = np.ascontiguousarray(facts["stars"])
        self._flags: NDArray[np.uint32] = np.ascontiguousarray(facts["flags"])
        self._check()

    def _check(self) -> None:
        """Every living document has a paper number of its own, unless the files are damaged."""
        numbers = self._sorted_numbers
        if len(numbers) and (numbers[0] <= 0 or (np.diff(numbers) == 0).any()):
            raise DamagedIndexError

    @property
    def size(self) -> int:
        """How many documents there are, the deleted included."""
        return len(self.numbers)

    def having(self, flag: str) -> Mask:
        """The papers that have one of `FLAGS`."""
        mask: Mask = (self._flags & (1 << FLAGS.index(flag))) != 0
        return mask

    @cached_property
    def years(self) -> NDArray[np.int32]:
        """The year of each paper's day, 0 for none (int32)."""
        dates = self.days.astype("datetime64[D]") - np.timedelta64(_ORDINAL_OF_EPOCH, "D")
        years = dates.astype("datetime64[Y]").astype(np.int32) + 1970
        return np.where(self.days > 0, years, 0).astype(np.int32)

    @cached_property
    def newest_first(self) -> Documents:
        """The living documents by day, newest first and none last, then by paper number."""
        order = np.lexsort((self.numbers, -self.days))
        return order[self.alive[order]].astype(np.int32)

    @cached_property
    def title_ranks(self) -> NDArray[np.int32]:
        """Each document's place in the order of titles (int32); equal titles share one."""
        with reading():
            keys = [key for titles in self._titles for key in titles]
        places = {key: place for place, key in enumerate(sorted(set(keys)))}
        return np.fromiter((places[key] for key in keys), np.int32, len(keys))

    def mask_of_numbers(self, numbers: NDArray[np.int64]) -> Mask:
        """The living documents whose paper number is among ``numbers``."""
        mask = np.zeros(self.size, np.bool_)
        places = np.searchsorted(self._sorted_numbers, numbers)
        within = places < len(self._sorted_numbers)
        places, numbers = places[within], numbers[within]
        mask[self._by_number[places[self._sorted_numbers[places] == numbers]]] = True
        return mask

    @cached_property
    def _by_number(self) -> Documents:
        living = np.flatnonzero(self.alive)
        return living[np.argsort(self.numbers[living])].astype(np.int32)

    @cached_property
    def _sorted_numbers(self) -> NDArray[np.int64]:
        return self.numbers[self._by_number]


@dataclass(frozen=True, slots=True)
class Values:
    """A field of several values per document: ``names[codes[i]]`` is one of ``documents[i]``'s."""

    names: list[str]
    documents: Documents
    codes: NDArray[np.int32]

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """How many documents of ``mask`` have each of ``names`` (int64)."""
        return np.bincount(self.codes[mask[self.documents]], minlength=len(self.names))


def read_facts(reader: IndexReader) -> NDArray[np.void]:
    """The facts of every document as one structured array."""
    with reading():
        facts = [value for leaf, _ in leaf_readers(reader) for value in _column(leaf, "facts")]
    return np.frombuffer(b"".join(facts), _FACTS)


def alive_mask(reader: IndexReader) -> Mask:
    """Which documents are not deleted."""
    mask = np.ones(reader.doc_count_all(), np.bool_)
    for leaf, offset in leaf_readers(reader):
        for document in leaf.deleted_docs_set if leaf.has_deletions() else ():
            mask[offset + document] = False
    return mask


def read_values(reader: IndexReader, field: str) -> Values:
    """All values of a field, from its postings."""
    names = lexicon(reader, field)
    postings = [posted_documents(reader, field, name) for name in names]
    lengths = np.fromiter(map(len, postings), np.int64, len(postings))
    documents = np.concatenate(postings) if postings else np.empty(0, np.int32)
    return Values(names, documents, np.repeat(np.arange(len(names), dtype=np.int32), lengths))


def lexicon(reader: IndexReader, field: str) -> list[str]:
    """The terms of a field, those of deleted documents included, in the order of code points."""
    with reading():
        return [term.decode() for term in reader.lexicon(field)]


def posted_documents(reader: IndexReader, field: str, term: str) -> Documents:
    """The living documents that have a term, ascending (int32)."""
    with reading():
        found = [
            np.fromiter(leaf.postings(field, term).all_ids(), np.int32) + np.int32(offset)
            for leaf, offset in leaf_readers(reader)
            if (field, term) in leaf
        ]
    return np.concatenate(found) if found else np.empty(0, np.int32)


def leaf_readers(reader: IndexReader) -> list[tuple[Any, int]]:
    """The reader of each segment with the number of its first document."""
    if not reader.doc_count_all():
        return []
    return [(reader, 0)] if reader.is_atomic() else reader.leaf_readers()


def _late_files_of(leaf: Any) -> Iterable[bytes]:
    """The title keys of a segment, all files that Whoosh opens late being opened.

    Another process may delete them meanwhile, and Whoosh would take them for empty.
    """
    for field in POSITIONED:
        leaf.doc_field_length(0, field)
    return _column(leaf, "title_key")


def _column(leaf: Any, name: str) -> Iterable[bytes]:
    if not leaf.has_column(name):
        raise DamagedIndexError
    values: Iterable[bytes] = leaf.column_reader(name, translate=False)
    return values
