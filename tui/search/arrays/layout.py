"""Which arrays a segment's file holds, and what they are called.

There are ``N`` documents, and in each field ``T`` terms, ``P`` postings (a term in a document) and
``W`` words. Terms stand in the order of their UTF-8 bytes, postings by term and then by document,
positions by posting.

For each field:

=================  =============  ==============================================================
``terms``          u1             the terms, one behind the other
``term_starts``    u4 (T + 1)     where each begins in ``terms``
``starts``         u4 or u8 (T+1) where the postings of each term begin
``documents``      u4 (P)         the documents of each term, ascending
=================  =============  ==============================================================

and if words have places in it, narrowest types that hold the values:

===================  ==============  ===========================================================
``frequencies``      u1, u2, u4 (P)  how often the term is in the document
``position_starts``  u4 or u8 (T+1)  where the positions of each term begin
``positions``        u2 or u4 (W)    the places of the term in each document, ascending
``lengths``          u1, u2, u4 (N)  how many words each document has
===================  ==============  ===========================================================

and if its values are counted, by document:

================  ==========  ===================================================================
``value_starts``  u4 (N + 1)  where the values of each document begin
``values``        u4          the numbers of its terms
================  ==========  ===================================================================

and for prefixes that so many terms share that adding them up would take long:

====================  =============  ============================================================
``prefixes``          u1             these prefixes, in the order of their bytes
``prefix_starts``     u4             where each begins in ``prefixes``
``prefix_masks``      u1             for each prefix a bit for each document (`numpy.packbits`)
====================  =============  ============================================================

A column of numbers is one array; one of bytes is two, ``bytes`` and ``starts``. The facts of the
file hold the number of ``documents`` and the names of the ``fields``.
"""

from dataclasses import dataclass
from typing import Final

TERMS: Final = "terms"
TERM_STARTS: Final = "term_starts"
STARTS: Final = "starts"
DOCUMENTS: Final = "documents"
FREQUENCIES: Final = "frequencies"
POSITION_STARTS: Final = "position_starts"
POSITIONS: Final = "positions"
LENGTHS: Final = "lengths"
VALUE_STARTS: Final = "value_starts"
VALUES: Final = "values"
PREFIXES: Final = "prefixes"
PREFIX_STARTS: Final = "prefix_starts"
PREFIX_MASKS: Final = "prefix_masks"

EXTENSION: Final = ".arrays"
"""What the names of segment files end in."""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """What is kept of a field beside its postings.

    ``placed``: how often and where its words are in each document. ``counted``: the values of each
    document. ``prefixed``: the documents of prefixes that many terms share.
    """

    placed: bool = False
    counted: bool = False
    prefixed: bool = False


def of_field(field: str, part: str) -> str:
    """The name of an array of a field."""
    return f"field/{field}/{part}"


def of_column(column: str, part: str = "values") -> str:
    """The name of an array of a column: ``values`` of numbers, or ``bytes`` and ``starts``."""
    return f"column/{column}/{part}"
