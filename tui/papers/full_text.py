"""A paper in full, as Markdown, and where that came from."""

from dataclasses import dataclass
from enum import StrEnum


class TextOrigin(StrEnum):
    """Where the text of a paper came from, the best first."""

    HUGGING_FACE = "hf"
    ARXIV_HTML = "arxiv"
    PDF = "pdf"
    ABSTRACT = "abstract"


@dataclass(frozen=True, slots=True)
class FullText:
    """The text of a paper as Markdown with Unicode for maths where it can be.

    ``url`` is the page it was read from, ``why`` a sentence that says why nothing better was to be
    had; both are empty where there is nothing to say.
    """

    markdown: str
    origin: TextOrigin
    url: str = ""
    why: str = ""
