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
from tui.papers.words import counted

_TELL_EVERY_SECONDS = 0.2
_MOST_DOWNLOADED = 20
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
        self._is_downloading = False

    def action_open_pdf(self) -> None:
        """Open the PDF that was downloaded, or else the one on the net; of several papers that."""
        entry = self.current
        if self.opens_each(pdf_url) or entry is None:
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
        """Download the PDFs of the selection, one after the other, or else that of one paper."""
        ids = self.target_ids
        if not ids:
            self.say("No paper here to download.")
        elif self._is_downloading:
            self.say("A PDF is being downloaded; one after the other, please.")
        elif len(ids) > _MOST_DOWNLOADED:
            self.say(f"No more than {_MOST_DOWNLOADED} PDFs are downloaded at once.")
        else:
            self._download(ids)

    def _download(self, ids: list[int]) -> None:
        self._is_downloading = True
        self.footer.begin("Downloading the PDF …" if len(ids) == 1 else "Downloading the PDFs …")

        def fetch() -> tuple[list[Path], list[Entry]]:
            entries = self.library.entries(ids)
            known = [entry.id for entry in entries if pdf_url(entry.paper) is not None]
            files = [
                self.library.download_pdf(
                    paper_id, progress=self._teller(), cancelled=self.desk.closing.is_set
                )
                for paper_id in known
            ]
            return files, self.library.entries(known)

        def show(downloaded: tuple[list[Path], list[Entry]]) -> None:
            self._show_files(*downloaded, asked=len(ids))

        self.read(fetch, show, group="pdf", ended=self._end_download)

    def _show_files(self, files: list[Path], entries: list[Entry], *, asked: int) -> None:
        self._is_downloading = False
        if not files:
            self.say(f"No PDF is known for {'this paper' if asked == 1 else 'these papers'}.")
            return
        self.show_entries(entries)
        self.catch_up(lambda _: self.recount())
        if asked == 1:
            self.say(f"{self.desk.key_of('paper.pdf')} opens {files[0]}")
        else:
            told = f"{counted(len(files), 'PDF')} of {counted(asked, 'paper')}"
            self.say(f"Downloaded {told} to {files[0].parent}")

    def _end_download(self) -> None:
        self._is_downloading = False
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
        if self._is_downloading:
            whole = f" of {event.total / _MEGABYTE:.1f}" if event.total else ""
            self.footer.ongoing = f"PDF: {event.done / _MEGABYTE:.1f}{whole} MB"
