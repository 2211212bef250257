"""Where the text of a paper is looked for, the best place first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from tui.errors import PapertuiError
from tui.papers.full_text import FullText, TextOrigin
from tui.papers.paper import LinkKind, Paper
from tui.sources.fulltext.writing import block_escaped, escaped
from tui.sources.http import (
    Client,
    FetchCancelled,
    FetchError,
    NotFound,
    Response,
    TooLarge,
    Unreachable,
)

_LARGEST_PAGE = 20_000_000
_LARGEST_PDF = 50_000_000
_PDF_HEAD = b"%PDF-"
_HEAD_WITHIN = 1_024

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """The addresses of the servers that have texts of papers, without final slash."""

    hugging_face: str = "https://huggingface.co"
    arxiv: str = "https://arxiv.org"
    ar5iv: str = "https://ar5iv.labs.arxiv.org"


@dataclass(frozen=True, slots=True)
class FetchedText:
    """A text, and whether a better one is not to be had: everybody was there and answered."""

    text: FullText
    is_certain: bool


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One place to look: how to read it, and what to say when it has nothing."""

    origin: TextOrigin
    read: Callable[[], tuple[str, str]]
    without: str
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class _Miss:
    """An attempt that gave nothing: what to say of it, and the error if it may go better later."""

    words: str
    passing: FetchError | None = None


def fetch_full_text(
    paper: Paper,
    client: Client,
    places: TextPlaces,
    *,
    pdf_file: Path | None = None,
    cancelled: Cancelled = lambda: False,
) -> FetchedText:
    """The best text of ``paper`` that is to be had, else its abstract with a word why.

    ``pdf_file`` is the paper's PDF if there is one on disk. Raises FetchCancelled only.
    """
    misses: list[_Miss] = []
    reserve: FullText | None = None
    for attempt in _attempts(paper, _Pages(client, places, cancelled), pdf_file):
        if reserve is not None and attempt.origin is TextOrigin.PDF:
            break
        if _is_hopeless(misses) and not attempt.is_local:
            continue
        found = _tried(attempt, misses)
        if found is None:
            continue
        if not _is_hard_to_read(found):
            return _fetched(found, misses)
        reserve = found
    why = _sentence(misses) if misses else "No arXiv id and no PDF of this paper are known."
    return _fetched(reserve or abstract_text(paper, why), misses)


def abstract_text(paper: Paper, why: str) -> FullText:
    """The abstract as all there is of a paper's text."""
    return FullText(block_escaped(escaped(paper.abstract or "")), TextOrigin.ABSTRACT, "", why)


def pdf_urls(paper: Paper, places: TextPlaces) -> list[str]:
    """Where the PDF of a paper is, arXiv's first."""
    urls = [f"{places.arxiv}/pdf/{quote(paper.arxiv_id)}"] if paper.arxiv_id else []
    linked = (link.url for link in paper.links_of(LinkKind.PDF))
    return [*urls, *(url for url in linked if not (urls and is_arxiv(url, places)))]


def is_arxiv(url: str, places: TextPlaces) -> bool:
    """Whether an address is arXiv's own, which may be asked only at its pace."""
    host = urlsplit(url).hostname or ""
    is_public = host == "arxiv.org" or host.endswith(".arxiv.org")
    return is_public or urlsplit(url).netloc == urlsplit(places.arxiv).netloc


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a PDF; there may be something before its mark."""
    return _PDF_HEAD in head[:_HEAD_WITHIN]


class _Pages:
    """Reads pages from their servers, each to Markdown and the address it came from."""

    def __init__(self, client: Client, places: TextPlaces, cancelled: Cancelled) -> None:
        self.places = places
        self._client = client
        self._cancelled = cancelled

    def hugging_face(self, arxiv_id: str) -> tuple[str, str]:
        from tui.sources.fulltext.hf_markdown import read_hf_markdown

        url = f"{self.places.hugging_face}/papers/{quote(arxiv_id)}"
        response = self._get(f"{url}.md", _LARGEST_PAGE, accept="text/markdown")
        if "html" in response.content_type:
            raise PapertuiError("Hugging Face has no text of this paper.")
        return read_hf_markdown(response.body, arxiv_id), url

    def html(self, base: str, arxiv_id: str) -> tuple[str, str]:
        from tui.sources.fulltext.html_markdown import html_to_markdown

        url = f"{base}/html/{quote(arxiv_id)}"
        response = self._get(url, _LARGEST_PAGE, pace="arxiv", accept="text/html")
        if "/html/" not in urlsplit(response.url).path:
            # ar5iv sends on to the page of the abstract when it has nothing.
            raise PapertuiError("arXiv has no HTML of this paper.")
        return html_to_markdown(response.body, arxiv_id, response.url, self._go_on), url

    def pdf(self, url: str) -> tuple[str, str]:
        pace = "arxiv" if is_arxiv(url, self.places) else None
        return self._from_pdf(self._get(url, _LARGEST_PDF, pace=pace).body), url

    def local_pdf(self, file: Path) -> tuple[str, str]:
        try:
            return self._from_pdf(file.read_bytes()), ""
        except OSError as error:
            raise PapertuiError(f"{file} can't be read.") from error

    def _from_pdf(self, body: bytes) -> str:
        from tui.sources.fulltext.pdf_text import pdf_to_markdown

        if not is_pdf(body):
            raise PapertuiError("What should be the PDF is none.")
        markdown = pdf_to_markdown(body, cancelled=self._cancelled)
        self._go_on()
        return markdown

    def _go_on(self) -> None:
        """Raises FetchCancelled when nobody waits any more: half a text is not to be kept."""
        if self._cancelled():
            raise FetchCancelled("The paper was left before its text was read.", url="")

    def _get(
        self, url: str, largest: int, *, pace: str | None = None, accept: str | None = None
    ) -> Response:
        try:
            return self._client.get(
                url, accept=accept, largest=largest, pace=pace, cancelled=self._cancelled
            )
        except FetchError:
            raise
        except PapertuiError as error:
            # The turns of arXiv's pace are kept in a file, which may not be writable.
            raise FetchError(error.message, error.hint, url=url) from error


def _attempts(paper: Paper, pages: _Pages, pdf_file: Path | None) -> Iterator[_Attempt]:
    places, arxiv_id = pages.places, paper.arxiv_id
    if arxiv_id:
        hugging_face = partial(pages.hugging_face, arxiv_id)
        yield _Attempt(
            TextOrigin.HUGGING_FACE, hugging_face, "Hugging Face has no text of this paper"
        )
        for base in (places.arxiv, places.ar5iv):
            html = partial(pages.html, base, arxiv_id)
            yield _Attempt(TextOrigin.ARXIV_HTML, html, "arXiv has no HTML of it")
    if pdf_file is not None:
        local = partial(pages.local_pdf, pdf_file)
        yield _Attempt(TextOrigin.PDF, local, "its PDF on disk can't be used", is_local=True)
    for url in pdf_urls(paper, places):
        yield _Attempt(TextOrigin.PDF, partial(pages.pdf, url), "there is no PDF of it")


def _tried(attempt: _Attempt, misses: list[_Miss]) -> FullText | None:
    """What an attempt gives; that it gives nothing is added to ``misses``."""
    try:
        markdown, url = attempt.read()
    except FetchCancelled:
        raise
    except (NotFound, TooLarge):
        misses.append(_Miss(attempt.without))
    except FetchError as error:
        misses.append(_Miss(error.message.rstrip("."), error))
    except PapertuiError as error:
        # What is wrong with a PDF is news; that a page is none means that there is no text.
        is_pdf = attempt.origin is TextOrigin.PDF
        misses.append(_Miss(error.message.rstrip(".") if is_pdf else attempt.without))
    else:
        return FullText(markdown, attempt.origin, url, _why_no_better(attempt.origin, misses))
    return None


def _is_hard_to_read(text: FullText) -> bool:
    """Whether another place is to be asked before this text is taken."""
    from tui.sources.fulltext.hf_markdown import has_spelt_maths

    return text.origin is TextOrigin.HUGGING_FACE and has_spelt_maths(text.markdown)


def _is_hopeless(misses: list[_Miss]) -> bool:
    """Whether two servers could not be reached: then it is the network, and no other will be."""
    return sum(isinstance(miss.passing, Unreachable) for miss in misses) >= 2


def _fetched(text: FullText, misses: list[_Miss]) -> FetchedText:
    return FetchedText(text, not any(miss.passing for miss in misses))


def _why_no_better(origin: TextOrigin, misses: list[_Miss]) -> str:
    """A PDF's text is much worse than the others, and that needs a word; they are alike."""
    return _sentence(misses) if misses and origin is TextOrigin.PDF else ""


def _sentence(misses: list[_Miss]) -> str:
    """What all those who gave nothing said, each thing once."""
    if all(isinstance(miss.passing, Unreachable) for miss in misses):
        return f"{misses[0].words}."
    said = list(dict.fromkeys(miss.words for miss in misses))
    *others, last = said
    text = f"{', '.join(others)}{',' if len(others) > 1 else ''} and {last}" if others else last
    return f"{text[:1].upper()}{text[1:]}."
