"""The parts of Whoosh that the index is made of, with the types that Whoosh leaves out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from whoosh.codec.base import (
    Codec,
    FieldCursor,
    FieldWriter,
    PerDocumentReader,
    PerDocumentWriter,
    Segment,
    TermsReader,
)
from whoosh.columns import Column, ColumnReader, NumericColumn, VarBytesColumn
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import Index
from whoosh.matching.mcore import LeafMatcher, ReadTooFar
from whoosh.query.compound import And, AndMaybe, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.terms import Prefix, Term, Wildcard
from whoosh.query.wrappers import Not
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from tui.search.results import SearchCancelled

__all__ = [
    "LENGTHS_KEPT",
    "And",
    "AndMaybe",
    "Codec",
    "Column",
    "ColumnReader",
    "DamagedIndexError",
    "Every",
    "FieldCursor",
    "FieldWriter",
    "FileStorage",
    "Index",
    "LeafMatcher",
    "Not",
    "NumericColumn",
    "Or",
    "PerDocumentReader",
    "PerDocumentWriter",
    "Phrase",
    "Prefix",
    "Query",
    "ReadTooFar",
    "Schema",
    "Segment",
    "Term",
    "TermInfo",
    "TermNotFound",
    "TermsReader",
    "Wildcard",
    "every",
    "file_storage",
    "nothing",
    "number_column",
    "reading",
    "statistics_of_term",
    "variable_bytes",
]

file_storage: Final[Callable[[str], FileStorage]] = FileStorage
"""The files of a folder."""

statistics_of_term: Final[Callable[..., TermInfo]] = TermInfo
"""What Whoosh is told of a term's postings."""

LENGTHS_KEPT: Final[tuple[int, ...]] = tuple(map(byte_to_length, range(256)))
"""The lengths of fields that Whoosh tells apart, ascending; it rounds others up."""

number_column: Final[Callable[..., Column]] = NumericColumn
"""A column of numbers of a type that `struct` names; ``default``, or 0, where there is none."""

variable_bytes: Final[Callable[[], Column]] = VarBytesColumn
"""A column of values of any length."""


class DamagedIndexError(Exception):
    """The index holds something that can't be read."""


@contextmanager
def reading(*passed_on: type[Exception]) -> Iterator[None]:
    """Turn what Whoosh raises over damaged files, which can be anything, into one error.

    Only what is ``passed_on``, and the search's being cancelled, go through as they are.
    """
    unchanged: tuple[type[Exception], ...] = (DamagedIndexError, SearchCancelled, *passed_on)
    try:
        yield
    except unchanged:
        raise
    except Exception as error:
        raise DamagedIndexError from error


every: Final[Callable[[], Query]] = Every
"""The query that matches every document."""

nothing: Final[Query] = NullQuery
"""The query that matches no document."""
