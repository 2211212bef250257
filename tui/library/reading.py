"""Papers in full: their texts and PDFs, and where their reading was left."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import hub_address
from tui.errors import PapertuiError
from tui.library.file_names import file_names
from tui.library.indexing import Cancelled, never_cancelled
from tui.library.online import Online
from tui.papers.full_text import FullText, TextOrigin
from tui.papers.paper import Link, LinkKind, Paper
from tui.paths import make_private

if TYPE_CHECKING:
    from tui.library.text_cache import KeptText, TextCache
    from tui.sources.fulltext.fetching import FetchedText, TextPlaces

_LARGEST_PDF = 200_000_000
_AN_HOUR, _A_WEEK = 3_600.0, 7 * 86_400.0
_HEAD = 1_024
_ONLY_KEPT = "The text was read before."


def _untold(_done: int, _total: int | None) -> None:
    """Nobody is told."""


class Reading(Online):
    """Gives the text of a paper: the one kept on disk, else the best that is to be had."""

    text_places: "TextPlaces | None" = None
    """Where texts are fetched from, if not from Hugging Face and arXiv themselves."""

    def cached_full_text(self, paper_id: int) -> FullText | None:
        """The text of a paper that was kept on disk, even if :meth:`full_text` would ask anew.

        That there is nothing but the abstract is kept for an hour.
        """
        paper = self._known_paper(paper_id)
        kept = self._kept(paper_id, paper)
        if kept is None or (_is_abstract(kept.text) and not self._is_current(kept)):
            return None
        return _shown(kept, paper)

    def full_text_is_current(self, paper_id: int) -> bool:
        """Whether :meth:`full_text` gives what was kept, and asks nobody for a better text.

        Nobody is asked again who had the text as Markdown or HTML. Who has only a PDF's is asked a
        week later, whoever didn't answer an hour later.
        """
        kept = self._kept(paper_id, self._known_paper(paper_id))
        return kept is not None and self._is_current(kept)

    def full_text(
        self, paper_id: int, *, again: bool = False, cancelled: Cancelled = never_cancelled
    ) -> FullText:
        """The text of a paper: Hugging Face's, else arXiv's HTML, its PDF's, or its abstract.

        ``why`` says why it is no better one. It is kept, and given at once as long as it is
        current, unless asked for ``again``; what was kept is also given when nobody has a better
        one. Raises PapertuiError when there is no such paper or ``HF_ENDPOINT`` is malformed.
        """
        paper = self._known_paper(paper_id)
        kept = self._kept(paper_id, paper)
        if kept and not again and self._is_current(kept):
            return _shown(kept, paper)
        return self._fetched(paper_id, paper, kept, cancelled)

    def reading_place(self, paper_id: int) -> str | None:
        """Where the reading of a paper was left, in the reader's own words."""
        return self._reading.place(paper_id)

    def save_reading_place(self, paper_id: int, place: str) -> None:
        """Keep where the reading of a paper is left."""
        self._reading.save_place(paper_id, place)

    def pdf_file(self, paper_id: int) -> Path | None:
        """The PDF of a paper in the library's folder, if it was downloaded."""
        return self._pdf_of(paper_id, self._known_paper(paper_id))

    def download_pdf(
        self,
        paper_id: int,
        *,
        progress: Callable[[int, int | None], None] = _untold,
        cancelled: Cancelled = never_cancelled,
    ) -> Path:
        """Put the PDF of a paper into the library's folder, if it isn't there; gives the file.

        ``progress`` is told of the bytes that have arrived, and of all if that is known. The paper
        has a link to its PDF then. Raises PapertuiError: FetchError, or that none is known or what
        came is no PDF.
        """
        from tui.sources.fulltext.fetching import pdf_urls

        paper = self._known_paper(paper_id)
        if known := self._pdf_of(paper_id, paper):
            return known
        urls = pdf_urls(paper, self._places())
        if not urls:
            raise PapertuiError("No PDF of this paper is known.", "Open its page in the browser.")
        target = self._pdf_paths(paper_id, paper)[0]
        self._download(urls[0], target, progress, cancelled)
        self._add_pdf_link(paper, urls[0])
        return target

    @property
    def _texts(self) -> "TextCache":
        from tui.library.text_cache import TextCache

        largest = self.settings.reading_cache_mb * 1_000_000
        return TextCache(self.paths.cache_folder / "fulltext", largest)

    def _known_paper(self, paper_id: int) -> Paper:
        for _, paper in self._papers.papers([self._papers.resolve(paper_id)]):
            return paper
        raise PapertuiError(f"There is no paper {paper_id}.", "It may have been merged or removed.")

    def _places(self) -> "TextPlaces":
        from tui.sources.fulltext.fetching import TextPlaces

        return self.text_places or TextPlaces(hugging_face=hub_address())

    def _names(self, paper_id: int, paper: Paper) -> list[str]:
        return file_names(paper, self._reading.known_as(paper_id))

    def _kept(self, paper_id: int, paper: Paper) -> "KeptText | None":
        """What was kept of a paper's text: a text under any of its names, else that it has none."""
        name, *others = self._names(paper_id, paper)
        kept = self._texts.get(name)
        if kept and not _is_abstract(kept.text):
            return kept
        texts = filter(None, map(self._texts.get, others))
        return next((text for text in texts if not _is_abstract(text.text)), kept)

    def _is_current(self, kept: "KeptText") -> bool:
        if kept.is_final and kept.text.origin is not TextOrigin.PDF:
            return True
        return 0 <= self._texts.age(kept) < (_A_WEEK if kept.is_final else _AN_HOUR)

    def _fetched(
        self, paper_id: int, paper: Paper, kept: "KeptText | None", cancelled: Cancelled
    ) -> FullText:
        """The text as the network has it, kept; where it has less than was kept, that."""
        from tui.sources.fulltext.fetching import fetch_full_text
        from tui.sources.http import FetchCancelled

        pdf = self._pdf_of(paper_id, paper)
        try:
            fetched = fetch_full_text(
                paper, self._client, self._places(), pdf_file=pdf, cancelled=cancelled
            )
        except FetchCancelled as error:
            return _shown(kept, paper) if kept else _only_abstract(paper, error.message)
        if kept and _is_worse(fetched, kept.text):
            return replace(kept.text, why=f"{_ONLY_KEPT} {fetched.text.why}".rstrip())
        is_abstract = _is_abstract(fetched.text)
        if fetched.is_certain or not is_abstract:
            is_final = fetched.is_certain and not is_abstract
            self._texts.put(self._names(paper_id, paper)[0], fetched.text, is_final=is_final)
        return fetched.text

    def _pdf_paths(self, paper_id: int, paper: Paper) -> list[Path]:
        folder = self.paths.data_folder / "pdfs"
        return [folder / f"{name}.pdf" for name in self._names(paper_id, paper)]

    def _pdf_of(self, paper_id: int, paper: Paper) -> Path | None:
        return next(filter(None, map(_existing_pdf, self._pdf_paths(paper_id, paper))), None)

    def _download(
        self,
        url: str,
        target: Path,
        progress: Callable[[int, int | None], None],
        cancelled: Cancelled,
    ) -> None:
        """Fetch a file, and move it to ``target`` only once it is known to be a PDF."""
        from tui.sources.fulltext.fetching import is_arxiv

        make_private(target.parent)
        arriving = target.with_suffix(".arriving")
        try:
            self._client.download(
                url,
                arriving,
                largest=_LARGEST_PDF,
                pace="arxiv" if is_arxiv(url, self._places()) else None,
                progress=progress,
                cancelled=cancelled,
            )
            if _existing_pdf(arriving) is None:
                raise PapertuiError(
                    "What came is not a PDF.", "Open the paper's page in the browser."
                )
            arriving.replace(target)
        finally:
            with contextlib.suppress(OSError):
                arriving.unlink(missing_ok=True)

    def _add_pdf_link(self, paper: Paper, url: str) -> None:
        if not paper.links_of(LinkKind.PDF):
            self._papers.add([replace(paper, links=(*paper.links, Link(LinkKind.PDF, url)))])


def _is_abstract(text: FullText) -> bool:
    return text.origin is TextOrigin.ABSTRACT


def _is_worse(fetched: "FetchedText", kept: FullText) -> bool:
    """Whether a kept text stays although another came: that is none, or not the best there is."""
    if _is_abstract(fetched.text):
        return not _is_abstract(kept)
    best_first = list(TextOrigin)
    is_less = best_first.index(fetched.text.origin) > best_first.index(kept.origin)
    return is_less and not fetched.is_certain


def _shown(kept: "KeptText", paper: Paper) -> FullText:
    """A kept text; of an abstract only that there is no more was kept, the paper has the words."""
    if _is_abstract(kept.text):
        return _only_abstract(paper, kept.text.why)
    return kept.text


def _only_abstract(paper: Paper, why: str) -> FullText:
    from tui.sources.fulltext.fetching import abstract_text

    return abstract_text(paper, why)


def _existing_pdf(path: Path) -> Path | None:
    from tui.sources.fulltext.fetching import is_pdf

    try:
        with path.open("rb") as file:
            return path if is_pdf(file.read(_HEAD)) else None
    except OSError:
        return None
