"""The text of a PDF as Markdown, as far as it can be told from lines on pages."""

import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from time import monotonic
from typing import TYPE_CHECKING

from tui.errors import PapertuiError
from tui.papers.text import clean
from tui.sources.fulltext.pdf_layout import as_markdown
from tui.sources.fulltext.writing import finished

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 300
_MOST_CHARACTERS = 2_000_000
_MOST_SECONDS = 60
_FEWEST_CHARACTERS = 200
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_Clock = Callable[[], float]

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


def pdf_to_markdown(
    body: bytes, *, cancelled: Callable[[], bool] = lambda: False, clock: _Clock = monotonic
) -> str:
    """The text of the PDF in ``body``, page after page, paragraphs guessed from its lines.

    Of a long one the first 300 pages or 2,000,000 characters are read, or what can be in a minute;
    a last line says so, and which pages are broken. ``cancelled`` is asked after each page; what
    was read until then is given. Raises PapertuiError when the file is broken, locked or holds no
    text.
    """
    pages = _pages(body, cancelled, clock)
    if pages.length < _FEWEST_CHARACTERS:
        raise PapertuiError("The PDF holds no text.", "It may be scanned. Open it in the browser.")
    lines = [
        [clean(line) for line in text.translate(_LIGATURES).splitlines()] for text in pages.texts
    ]
    return finished("\n\n".join((as_markdown(lines), *pages.remarks())), "The PDF's text")


@dataclass(slots=True)
class _Pages:
    """The text of each page that was read, and the numbers, from 1, of those that can't be."""

    texts: list[str] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    ending: str = ""

    @property
    def length(self) -> int:
        return sum(map(len, self.texts))

    def remarks(self) -> Iterator[str]:
        """Lines that say what of the PDF is not there."""
        if len(self.broken) == 1:
            yield f"*Page {self.broken[0]} is broken and can't be read.*"
        elif self.broken:
            first = self.broken[0]
            yield f"*{len(self.broken)} pages, page {first} first, are broken and can't be read.*"
        if self.ending:
            yield f"*{self.ending}*"


def _pages(body: bytes, cancelled: Callable[[], bool], clock: _Clock) -> _Pages:
    """The pages as far as they are to be read. Raises PapertuiError when none of them can be."""
    from pypdf.errors import PyPdfError

    # Its warnings would be written over the screen.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages, end = _Pages(), clock() + _MOST_SECONDS
    try:
        source = _opened(body).pages
        count = len(source)
    except (PyPdfError, *_BROKEN) as error:
        raise _broken() from error
    for number in range(1, count + 1):
        try:
            text = source[number - 1].extract_text()
            pages.texts.append(text[: _MOST_CHARACTERS + 1 - pages.length])
        except (PyPdfError, *_BROKEN):
            pages.broken.append(number)
        pages.ending = _ending(pages, number, count, is_late=clock() > end)
        if pages.ending or cancelled():
            break
    if not pages.texts:
        raise _broken()
    return pages


def _ending(pages: _Pages, number: int, count: int, *, is_late: bool) -> str:
    """Why the page with this number is the last one, if not because it is the end."""
    if pages.length > _MOST_CHARACTERS:
        return f"Only the first {_MOST_CHARACTERS:,} characters are shown."
    if number == count:
        return ""
    if number == _MOST_PAGES:
        return f"Only the first {_MOST_PAGES} of {count:,} pages are shown."
    if is_late:
        seconds = f"the others would take longer than {_MOST_SECONDS} seconds"
        return f"Only the first {number} of {count:,} pages are shown; {seconds}."
    return ""


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


def _broken() -> PapertuiError:
    return PapertuiError("The PDF is broken and can't be read.", "Open it in the browser.")
