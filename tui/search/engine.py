"""The parts of Whoosh that the index is made of, with the types that Whoosh leaves out."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import Column, FixedBytesColumn, VarBytesColumn
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, Index
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, NullQuery, Query
from whoosh.query.terms import Prefix, Term, Wildcard
from whoosh.query.wrappers import Not

from tui.search.results import SearchCancelled

__all__ = [
    "WRITING",
    "And",
    "DamagedIndexError",
    "Every",
    "FileStorage",
    "Index",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Schema",
    "Term",
    "Wildcard",
    "create_index",
    "every",
    "fixed_bytes",
    "nothing",
    "open_index",
    "reading",
    "variable_bytes",
]

open_index: Final[Callable[[FileStorage, Schema], Index]] = FileIndex
"""The index in a storage, read under a schema of ours rather than the pickled one."""

create_index: Final[Callable[[FileStorage, Schema], Any]] = FileIndex.create
"""A new, empty index in a storage."""

fixed_bytes: Final[Callable[[int], Column]] = FixedBytesColumn
"""A column of values of so many bytes."""

variable_bytes: Final[Callable[[], Column]] = VarBytesColumn
"""A column of values of any length."""

_codec: Final[Callable[..., Codec]] = W3Codec

WRITING: Final[Mapping[str, Any]] = {
    "codec": _codec(blocklimit=1024),
    "compound": False,
    "limitmb": 256,
    "_lk": False,
}
"""How segments are written: in large blocks, since lists are read to their end and nothing is
skipped; in several files, since Whoosh copies a compound file into memory; after we have locked
the folder ourselves."""


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
