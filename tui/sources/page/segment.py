"""The pieces of a page of cards, whether it was saved as text or as HTML."""

from typing import NamedTuple


class Segment(NamedTuple):
    """A stretch of cleaned text, with the address that it links to and whether it is a heading."""

    text: str
    href: str | None = None
    heading: bool = False


END_OF_CARD = Segment("")
"""Stands where HTML says that a card ends."""
