"""Keeping the index up with the papers, in sight of the person."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.message import Message

from tui.app.screens.reader_base import ReaderBase
from tui.library import CatchUp


@dataclass
class Indexing(Message):
    """How far the indexing is, or what it waits for."""

    activity: str


class IndexFlow(ReaderBase):
    """The header says how far it is."""

    def catch_up(self, then: Callable[[CatchUp], None]) -> None:
        """Index what is not indexed yet, saying how far it is, and go on with what was done."""
        self.header.activity = "indexing …"

        def tell(done: int, total: int) -> None:
            self.post_message(Indexing(f"indexing {done:,} of {total:,}"))

        def wait() -> None:
            self.post_message(Indexing("waiting for another papertui that is indexing …"))

        def index() -> CatchUp:
            closing = self.desk.closing.is_set
            return self.library.catch_up(progress=tell, waiting=wait, cancelled=closing)

        def show(caught_up: CatchUp) -> None:
            self.header.activity = ""
            if caught_up.notice:
                self.say(caught_up.notice)
            then(caught_up)

        self.read(index, show, group="index")

    @on(Indexing)
    def _show_progress(self, progress: Indexing) -> None:
        if self.header.activity:
            self.header.activity = progress.activity
