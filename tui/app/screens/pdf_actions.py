"""The PDF of a paper: downloaded once, opened from there on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual import on
from textual.message import Message

from tui.app.browser import open_pdf
from tui.app.desk import Desk
from tui.app.screens.open_actions import OpenActions
from tui.papers.links import pdf_url
from tui.papers.paper import Entry

_TELL_EVERY_SECONDS = 0.2
_MEGABYTE = 1_000_000


@dataclass
class Downloading(Message):
    """How many bytes of a PDF have come, and of how many if that is known."""

    done: int
    total: int | None


class PdfActions(OpenActions):
    """One PDF is downloaded at a time; it goes on while other papers are looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._downloading: int | None = None

    def action_open_pdf(self) -> None:
        """Open the PDF that was downloaded, or else the one on the net."""
        entry = self.current
        if entry is None:
            return
        url = pdf_url(entry.paper)

        def go_on(file: Path | None) -> None:
            if file is not None:
                folder, open_with = file.parent, self.desk.settings.open_with
                self.open_by(lambda: open_pdf(file, folder, open_with), str(file))
            elif url is not None:
                self.open(url)
            else:
                self.say("No PDF is known for this paper.")

        self.read(lambda: self.library.pdf_file(entry.id), go_on, group="open")

    def action_download_pdf(self) -> None:
        entry = self.current
        if entry is None:
            self.say("No paper here to download.")
        elif self._downloading is not None:
            self.say("A PDF is being downloaded; one after the other, please.")
        elif pdf_url(entry.paper) is None:
            self.say("No PDF is known for this paper.")
        else:
            self._download(entry.id)

    def _download(self, paper_id: int) -> None:
        self._downloading = paper_id
        self.footer.begin("Downloading the PDF …")

        def fetch() -> tuple[Path, list[Entry]]:
            file = self.library.download_pdf(
                paper_id, progress=self._teller(), cancelled=self.desk.closing.is_set
            )
            return file, self.library.entries([paper_id])

        self.read(fetch, self._show_file, group="pdf", ended=self._end_download)

    def _show_file(self, downloaded: tuple[Path, list[Entry]]) -> None:
        file, entries = downloaded
        self.show_entries(entries)
        self._downloading = None
        self.catch_up(lambda _: self.recount())
        self.say(f"{self.desk.key_of('paper.pdf')} opens {file}")

    def _end_download(self) -> None:
        self._downloading = None
        if self.is_attached:
            self.footer.ongoing = ""

    def _teller(self) -> Callable[[int, int | None], None]:
        """Tells how far the download is, a few times a second."""
        told = 0.0

        def tell(done: int, total: int | None) -> None:
            nonlocal told
            if monotonic() - told >= _TELL_EVERY_SECONDS:
                told = monotonic()
                self.post_message(Downloading(done, total))

        return tell

    @on(Downloading)
    def _show_how_far(self, event: Downloading) -> None:
        if self._downloading is not None:
            whole = f" of {event.total / _MEGABYTE:.1f}" if event.total else ""
            self.footer.ongoing = f"PDF: {event.done / _MEGABYTE:.1f}{whole} MB"
