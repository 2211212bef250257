"""Reading a paper in full: its abstract at once, its text as soon as it is there."""

import re
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from textual import on

from tui.app.desk import Desk
from tui.app.screens.open_actions import OpenActions
from tui.app.screens.triage_actions import TriageActions
from tui.app.widgets.paper_list import PaperList
from tui.errors import PapertuiError
from tui.papers.full_text import FullText, TextOrigin
from tui.papers.paper import Entry

if TYPE_CHECKING:
    from tui.app.document.document import Document
    from tui.app.document.layout import Place
    from tui.app.widgets.document_lines import DocumentLines
    from tui.app.widgets.document_pane import DocumentPane
    from tui.app.widgets.document_view import DocumentView

_KEPT_PLACE = re.compile(r"(\d{1,9}):(\d(?:\.\d{1,9})?)")
_HINTS = (
    ("document.contents", "contents"),
    ("document.search", "find"),
    ("document.link_next", "links"),
    ("paper.bookmark", "bookmark"),
    ("paper.code", "code"),
    ("paper.download", "PDF"),
    ("paper.note", "note"),
)


@dataclass(eq=False, slots=True)
class OpenPaper:
    """A paper that is being read.

    ``left`` tells the thread that fetches its text to stop. ``kept_place`` is the place in the text
    that the library knows; ``None`` until there is a text to have a place in.
    """

    paper_id: int
    left: Event = field(default_factory=Event)
    kept_place: str | None = None


class _Stored(NamedTuple):
    """What the library has of a paper without asking anybody."""

    entry: Entry
    text: FullText | None
    place: str


class ReadingActions(TriageActions, OpenActions):
    """Opens papers, and shows what comes in for the one that is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._document_pane: DocumentPane | None = None
        self._reading: OpenPaper | None = None

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
            await self.query_one("#panes").mount(self._document_pane)
        self._begin_reading(event.paper_id)

    def _begin_reading(self, paper_id: int) -> None:
        self.stop_reading()
        self._reading = reading = OpenPaper(paper_id)
        self.add_class("-reading")
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
        self.remove_class("-reading")
        self._pane_of_document.leave()
        return True

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
        if self._reading is not None and self.paper_list.current_id != self._reading.paper_id:
            self.focus_pane("list")

    # What comes in

    def _stored(self, paper_id: int) -> _Stored:
        text = self.library.cached_full_text(paper_id)
        place = self.library.reading_place(paper_id) or ""
        return _Stored(self.library.entries([paper_id])[0], text, place)

    def _show_stored(self, reading: OpenPaper, stored: _Stored) -> None:
        if reading is not self._reading:
            return
        if stored.text is not None:
            self._show_text(reading, stored, stored.text)
            return
        from tui.app.document.document import Document
        from tui.app.widgets.document_front import FETCHING, abstract, front

        blocks = front(stored.entry, FETCHING)
        self.document_view.show(Document([*blocks, abstract(stored.entry.paper)]))
        self.read(
            lambda: self._fetch_text(reading),
            lambda text: self._show_text(reading, stored, text),
            group="document",
        )

    def _fetch_text(self, reading: OpenPaper) -> FullText:
        def cancelled() -> bool:
            return reading.left.is_set() or self.desk.closing.is_set()

        try:
            return self.library.full_text(reading.paper_id, cancelled=cancelled)
        except PapertuiError as error:
            return FullText("", TextOrigin.ABSTRACT, why=str(error))

    def _show_text(self, reading: OpenPaper, stored: _Stored, text: FullText) -> None:
        """Show the text from the place where it was left, or where the abstract is being read."""
        if reading is not self._reading:
            return
        from tui.app.widgets.document_front import full_document

        view = self.document_view
        began = view.place if view.document.blocks and view.scroll_offset.y else None
        document = full_document(stored.entry, text, with_abstract=began is not None)
        if text.origin is not TextOrigin.ABSTRACT:
            reading.kept_place = stored.place
        view.show(document, began or _place(stored.place, document))

    # The place

    def keep_place(self) -> None:
        """Have the library remember the place in the text, if it is another one than before."""
        reading = self._reading
        if reading is None or reading.kept_place is None:
            return
        place = _written(self.document_view.place, self.document_view.document)
        if place != reading.kept_place:
            reading.kept_place = place
            self.desk.writes.submit(self.library.save_reading_place, reading.paper_id, place)

    # Finding one's way

    @property
    def document_view(self) -> "DocumentView":
        """The view of the text; only there once a paper was opened."""
        return self._pane_of_document.view

    @property
    def _pane_of_document(self) -> "DocumentPane":
        assert self._document_pane is not None
        return self._document_pane

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


def _place(kept: str, document: "Document") -> "Place":
    """The place that was kept; the top when none was."""
    from tui.app.document.layout import TOP, Place

    found = _KEPT_PLACE.fullmatch(kept)
    if found is None:
        return TOP
    return Place(document.front_size + int(found.group(1)), min(float(found.group(2)), 1.0))


def _written(place: "Place", document: "Document") -> str:
    """A place as a string: which block of the text and how far into it; the top is ``""``."""
    block = place.block - document.front_size
    return "" if block < 0 else f"{block}:{place.fraction:.3f}"
