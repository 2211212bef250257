"""Reading a paper in full: opening and leaving it, and finding one's way in its text."""

from typing import TYPE_CHECKING

from textual import on

from tui.app.screens.open_paper import OpenPaper
from tui.app.screens.text_flow import TextFlow
from tui.app.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui.app.widgets.document_lines import DocumentLines
    from tui.app.widgets.document_view import DocumentView

_HINTS = (
    ("document.contents", "contents"),
    ("document.search", "find"),
    ("document.link_next", "links"),
    ("paper.bookmark", "bookmark"),
    ("paper.code", "code"),
    ("paper.download", "PDF"),
    ("paper.note", "note"),
)


class ReadingActions(TextFlow):
    """Opens and leaves papers, and finds the way in their texts."""

    @property
    def reading_id(self) -> int | None:
        """The paper that is being read in full."""
        return self._reading.paper_id if self._reading else None

    @property
    def has_document(self) -> bool:
        """Whether a paper was read in full since the reader was started."""
        return self._document_pane is not None

    # Opening and leaving

    @on(PaperList.Opened)
    async def _read_in_full(self, event: PaperList.Opened) -> None:
        """Open a paper; its pane is made when the first is opened."""
        if self._document_pane is None:
            from tui.app.widgets.document_pane import DocumentPane

            self._document_pane = DocumentPane()
            await self.mount(self._document_pane, after="#panes")
        self._begin_reading(event.paper_id)

    def _begin_reading(self, paper_id: int) -> None:
        self.stop_reading()
        self._reading = reading = OpenPaper(paper_id)
        self._show_text_or_panes()
        self.focus_pane("document")
        self.mark_read(paper_id)
        self.read(
            lambda: self._stored(paper_id),
            lambda stored: self._show_stored(reading, stored),
            group="document",
        )

    def stop_reading(self) -> bool:
        """Show the other panes again; ``False`` when nothing was being read."""
        if self._reading is None:
            return False
        self.keep_place()
        self._reading.left.set()
        self._reading = None
        self._show_text_or_panes()
        self._pane_of_document.leave()
        return True

    def _show_text_or_panes(self) -> None:
        """Show the text in the place of all other panes, or them if none is read.

        A class for the style sheet to go by would have it look through every widget there is.
        """
        self._pane_of_document.display = self._reading is not None
        self.query_one("#panes").display = self._reading is None

    def leave_reading(self) -> bool:
        """Leave the search in the text, else the text; ``False`` when nothing was being read."""
        if self._reading is None:
            return False
        if not self._pane_of_document.stop_finding():
            self.focus_pane("list")
        return True

    def show_current(self) -> None:
        """Show the paper under the cursor, in full no longer if it is another one."""
        super().show_current()
        if self._reading is not None and self.current_id != self._reading.paper_id:
            self.focus_pane("list")

    # Finding one's way

    def action_contents(self) -> None:
        view = self.document_view
        headings = view.document.headings
        if not headings:
            self.say("This text has no sections.")
            return
        from tui.app.screens.contents import Contents

        dialog = Contents([heading for _, heading in headings], view.section)
        self.open_dialog(dialog, lambda number: view.jump_to(headings[number][0]))

    def action_find_in_text(self) -> None:
        self._pane_of_document.find_line.open()

    def on_document_view_followed(self, event: "DocumentView.Followed") -> None:
        """Open a link of the text in the browser."""
        self.open(event.url)

    def on_document_view_leads_nowhere(self) -> None:
        """Say that a link leads to a place that the text does not have."""
        self.say("This text does not have the place that the link leads to.")

    def on_document_lines_failed(self, event: "DocumentLines.Failed") -> None:
        """Tell what went wrong with the text."""
        self.report(event.error)

    def reading_hints(self) -> tuple[tuple[str, str], ...]:
        """The keys worth knowing while reading, with a word for each."""
        if self._pane_of_document.find_line.typing:
            return (("enter", "to the text"), ("esc", "leave"))
        return (("esc", "back"), *((self.desk.key_of(key), word) for key, word in _HINTS))
