"""The text of a PDF as Markdown, as far as it can be told from lines on pages."""

import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from tui.errors import PapertuiError
from tui.papers.text import clean
from tui.sources.fulltext.pdf_layout import as_markdown
from tui.sources.fulltext.writing import finished

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 300
_MOST_CHARACTERS = 2_000_000
_FEWEST_CHARACTERS = 200
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# A file that isn't as the format says breaks pypdf in its own functions too.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    struct.error,
    zlib.error,
)


def pdf_to_markdown(body: bytes, *, cancelled: Callable[[], bool] = lambda: False) -> str:
    """The text of the PDF in ``body``, page after page, paragraphs guessed from its lines.

    Of a long one the first 300 pages or 2,000,000 characters are read, and a last line says so.
    ``cancelled`` is asked before each page; what was read until then is given. Raises
    PapertuiError when the file is broken, locked or holds no text.
    """
    pages, ending = _pages(body, cancelled)
    if sum(map(len, pages)) < _FEWEST_CHARACTERS:
        raise PapertuiError("The PDF holds no text.", "It may be scanned. Open it in the browser.")
    lines = [[clean(line) for line in page.translate(_LIGATURES).splitlines()] for page in pages]
    return finished("\n\n".join(filter(None, (as_markdown(lines), ending))), "The PDF's text")


def _pages(body: bytes, cancelled: Callable[[], bool]) -> tuple[list[str], str]:
    """The text of each page, and a line that says where reading stopped before the end."""
    from pypdf.errors import PyPdfError

    # Its warnings would be written over the screen.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    texts: list[str] = []
    ending = ""
    try:
        for text, ending in _read(_opened(body)):
            texts.append(text)
            if ending or cancelled():
                break
    except (PyPdfError, *_BROKEN) as error:
        if not texts:
            raise PapertuiError(
                "The PDF is broken and can't be read.", "Open it in the browser."
            ) from error
        ending = "*The PDF is broken after this page.*"
    return texts, ending


def _opened(body: bytes) -> "PdfReader":
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(BytesIO(body))
    try:
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
    except DependencyError:
        is_open = False
    if not is_open:
        raise PapertuiError("The PDF is locked.", "Open it in a PDF viewer.")
    return reader


def _read(reader: "PdfReader") -> Iterator[tuple[str, str]]:
    """The text of each page, and why it is the last one if not because it is the end."""
    room = _MOST_CHARACTERS
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()[: room + 1]
        room -= len(text)
        if room < 0:
            yield text, f"*Only the first {_MOST_CHARACTERS:,} characters are shown.*"
        elif number == _MOST_PAGES and len(reader.pages) > _MOST_PAGES:
            yield text, f"*Only the first {_MOST_PAGES} of {len(reader.pages):,} pages are shown.*"
        else:
            yield text, ""
