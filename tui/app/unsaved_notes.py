"""What was written of notes and is not in the library yet: it must not end with the reader."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tui.app.content import displayed
from tui.errors import PapertuiError
from tui.log import log_failure
from tui.paths import atomic_write, make_private

_TITLE_SHOWN = 60


class UnsavedNotes:
    """The newest text of each note that is being written, until the library has it.

    What the library can't be given is written to files in ``folder``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[int, tuple[str, str]] = {}
        self._copies: dict[int, Path] = {}

    def add(self, paper_id: int, title: str, text: str) -> None:
        """Remember what was written for a paper, in the place of what was before."""
        self._texts[paper_id] = title, text

    def saved(self, paper_id: int, text: str) -> None:
        """The library has a text now; what was written after it is still remembered."""
        if self._texts.get(paper_id, ("", None))[1] == text:
            self.forget(paper_id)

    def forget(self, paper_id: int) -> None:
        """What was written for a paper is not wanted, or is in the library."""
        self._texts.pop(paper_id, None)
        copy = self._copies.pop(paper_id, None)
        if copy is not None:
            with suppress(OSError):
                copy.unlink()

    def keep_copy(self, paper_id: int) -> None:
        """Have a file hold what is written for a paper as long as the library has no place for it.

        Raises PapertuiError when it can't be written.
        """
        if paper_id in self._texts:
            self._write(paper_id, *self._texts[paper_id])

    def rescue(self) -> list[str]:
        """Write all to files, and forget it; gives a sentence for each that says where it is."""
        texts, self._texts = self._texts, {}
        told = [self._rescue(paper_id, *written) for paper_id, written in texts.items()]
        return list(filter(None, told))

    def rescue_one(self, paper_id: int) -> str:
        """As ``rescue``, for the note of one paper; ``""`` when nothing was written."""
        return self._rescue(paper_id, *self._texts.pop(paper_id, ("", "")))

    def _rescue(self, paper_id: int, title: str, text: str) -> str:
        if not text.strip():
            return ""
        about = shortened_title(title)
        try:
            file = self._write(paper_id, title, text)
        except PapertuiError as error:
            # The terminal is the last place that is left.
            log_failure(error)
            return f"What you wrote on “{about}” could be kept nowhere: {text}"
        # It is the person's from now on.
        self._copies.pop(paper_id, None)
        return f"What you wrote on “{about}” is in {file}."

    def _write(self, paper_id: int, title: str, text: str) -> Path:
        make_private(self._folder)
        name = f"note-{datetime.now():%Y-%m-%d-%H%M%S-%f}.md"
        file = self._copies.setdefault(paper_id, self._folder / name)
        atomic_write(file, f"# {displayed(title)}\n\n{text}\n", replace=True)
        return file


def shortened_title(title: str, longest: int = _TITLE_SHOWN) -> str:
    """A title as it is named within a sentence, in so many characters."""
    title = displayed(title)
    return title if len(title) <= longest else f"{title[: longest - 1].rstrip()}…"
