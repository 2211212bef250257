"""What was written of notes and is not in the library yet: it must not end with the reader."""

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

    def add(self, paper_id: int, title: str, text: str) -> None:
        """Remember what was written for a paper, in the place of what was before."""
        self._texts[paper_id] = title, text

    def saved(self, paper_id: int, text: str) -> None:
        """The library has a text now; what was written after it is still remembered."""
        if self._texts.get(paper_id, ("", None))[1] == text:
            del self._texts[paper_id]

    def forget(self, paper_id: int) -> None:
        """What was written for a paper is not wanted."""
        self._texts.pop(paper_id, None)

    def rescue(self) -> list[str]:
        """Write all to files, and forget it; gives a sentence for each that says where it is."""
        texts, self._texts = self._texts, {}
        return [self._rescue(title, text) for title, text in texts.values() if text.strip()]

    def rescue_one(self, paper_id: int) -> str:
        """As ``rescue``, for the note of one paper; ``""`` when nothing was written."""
        title, text = self._texts.pop(paper_id, ("", ""))
        return self._rescue(title, text) if text.strip() else ""

    def _rescue(self, title: str, text: str) -> str:
        about = shortened_title(title)
        try:
            file = self._write(f"# {displayed(title)}\n\n{text}\n")
        except PapertuiError as error:
            # The terminal is the last place that is left.
            log_failure(error)
            return f"What you wrote on “{about}” could be kept nowhere: {text}"
        return f"What you wrote on “{about}” is in {file}."

    def _write(self, text: str) -> Path:
        make_private(self._folder)
        file = self._folder / f"note-{datetime.now():%Y-%m-%d-%H%M%S-%f}.md"
        atomic_write(file, text, replace=False)
        return file


def shortened_title(title: str, longest: int = _TITLE_SHOWN) -> str:
    """A title as it is named within a sentence, in so many characters."""
    title = displayed(title)
    return title if len(title) <= longest else f"{title[: longest - 1].rstrip()}…"
