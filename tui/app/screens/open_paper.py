"""A paper that is being read, and the place in its text in the library's words."""

import re
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from tui.papers.full_text import FullText
from tui.papers.paper import Entry

if TYPE_CHECKING:
    from tui.app.document.document import Document
    from tui.app.document.layout import Place

_KEPT_PLACE = re.compile(r"(\d{1,9}):(\d(?:\.\d{1,9})?)")


@dataclass(eq=False, slots=True)
class OpenPaper:
    """A paper that is being read.

    ``left`` tells the thread that fetches its text to stop, ``fetching`` says that there is one.
    ``kept_place`` is the place in the text that the library knows, and ``in_text`` whether any of
    the text was in sight. ``entry`` is what the lines above the text tell of the paper, and
    ``text`` what they stand above; ``better`` has come since and was not asked for.
    """

    paper_id: int
    left: Event = field(default_factory=Event)
    fetching: bool = False
    kept_place: str = ""
    in_text: bool = False
    entry: Entry | None = None
    text: FullText | None = None
    better: FullText | None = None


def place_in(document: "Document", kept: str) -> "Place":
    """The place that was kept; the top when none was."""
    from tui.app.document.layout import TOP, Place

    found = _KEPT_PLACE.fullmatch(kept)
    if found is None:
        return TOP
    return Place(document.front_size + int(found.group(1)), min(float(found.group(2)), 1.0))


def place_to_keep(document: "Document", place: "Place") -> str:
    """A place as a string: which block of the text and how far into it; the top is ``""``."""
    block = place.block - document.front_size
    return "" if block < 0 else f"{block}:{place.fraction:.3f}"
