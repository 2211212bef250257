"""The full text and the line to search it with, in the place of the other panes."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one

from tui.app.document.document import Document
from tui.app.widgets.document_view import DocumentView
from tui.app.widgets.find_line import FindLine


class DocumentPane(Vertical):
    """Made when a paper is first read in full."""

    view = query_one(DocumentView)
    find_line = query_one(FindLine)

    def compose(self) -> ComposeResult:
        yield DocumentView()
        yield FindLine()

    def leave(self) -> None:
        """Let go of the text that was read."""
        self.stop_finding()
        self.view.show(Document([]))

    @property
    def is_searched(self) -> bool:
        """Whether words are being searched for in the text."""
        return self.find_line.has_class("-open")

    def stop_finding(self) -> bool:
        """Close the line and mark no words any more; ``False`` when there was nothing of that."""
        was_open = self.is_searched
        had_words = self.view.forget_matches()
        self.find_line.close()
        if self.find_line.typing:
            self.view.focus(scroll_visible=False)
        return was_open or had_words

    @on(FindLine.Edited)
    def _find(self, event: FindLine.Edited) -> None:
        self.view.find(event.words)

    @on(FindLine.Taken)
    def _go_on_reading(self) -> None:
        self.view.focus(scroll_visible=False)

    @on(DocumentView.Found)
    def _count(self, event: DocumentView.Found) -> None:
        self.find_line.count(event.current, event.total)
