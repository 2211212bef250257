"""What comes in for the paper that is open: its abstract at once, its text when it is there."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.app.desk import Desk
from tui.app.screens.open_actions import OpenActions
from tui.app.screens.open_paper import OpenPaper, place_in, place_to_keep
from tui.app.screens.triage_actions import TriageActions
from tui.errors import PapertuiError
from tui.papers.full_text import FullText, TextOrigin
from tui.papers.paper import Entry

if TYPE_CHECKING:
    from tui.app.widgets.document_pane import DocumentPane
    from tui.app.widgets.document_view import DocumentView


class _Stored(NamedTuple):
    """What the library has of a paper without asking anybody."""

    entry: Entry
    text: FullText | None
    is_current: bool
    place: str


class TextFlow(TriageActions, OpenActions):
    """Shows what the library has of the text, then what the network has, and keeps the place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._document_pane: DocumentPane | None = None
        self._reading: OpenPaper | None = None

    @property
    def document_view(self) -> "DocumentView":
        """The view of the text; only there once a paper was opened."""
        return self._pane_of_document.view

    @property
    def _pane_of_document(self) -> "DocumentPane":
        assert self._document_pane is not None
        return self._document_pane

    # What comes in

    def _stored(self, paper_id: int) -> _Stored:
        text = self.library.cached_full_text(paper_id)
        is_current = text is not None and self.library.full_text_is_current(paper_id)
        place = self.library.reading_place(paper_id) or ""
        return _Stored(self.library.entries([paper_id])[0], text, is_current, place)

    def _show_stored(self, reading: OpenPaper, stored: _Stored) -> None:
        if reading is not self._reading:
            return
        reading.entry, reading.kept_place = stored.entry, stored.place
        if stored.text is not None:
            self._show_text(reading, stored.text)
        else:
            from tui.app.widgets.document_front import waiting_document

            self.document_view.show(waiting_document(stored.entry))
        if not stored.is_current:
            self._fetch_text(reading, self._take_text)

    def action_fetch_again(self) -> None:
        """Show the better text that has come, or else ask for the text anew."""
        reading = self._reading
        if reading is None or reading.fetching or reading.text is None:
            self.say("The text is being fetched.")
        elif reading.better is not None:
            self._replace_text(reading, reading.better)
        else:
            self.say("Fetching the text again …")
            self._fetch_text(reading, self._take_wanted_text, again=True)

    def _fetch_text(
        self,
        reading: OpenPaper,
        take: Callable[[OpenPaper, FullText], None],
        *,
        again: bool = False,
    ) -> None:
        def cancelled() -> bool:
            return reading.left.is_set() or self.desk.closing.is_set()

        def fetch() -> FullText:
            try:
                return self.library.full_text(reading.paper_id, again=again, cancelled=cancelled)
            except PapertuiError as error:
                return FullText("", TextOrigin.ABSTRACT, why=str(error))

        def take_if_open(text: FullText) -> None:
            if reading is self._reading:
                take(reading, text)

        def end() -> None:
            reading.fetching = False

        reading.fetching = True
        self.read(fetch, take_if_open, group="document", ended=end)

    def _take_text(self, reading: OpenPaper, text: FullText) -> None:
        """Show a text in the place of the abstract, or of a worse text that is not yet read."""
        if not _has_text(reading):
            self._show_text(reading, text)
        elif not _is_other(text, reading):
            return
        elif self._is_above_text:
            self._replace_text(reading, text)
        else:
            reading.better = text
            self.say(f"There is a better text now: {self.desk.key_of('document.again')} shows it.")

    def _take_wanted_text(self, reading: OpenPaper, text: FullText) -> None:
        """Show the text that was asked for anew, or say why it is the one that was there."""
        if not _has_text(reading):
            self._show_text(reading, text)
        elif _is_other(text, reading):
            self._replace_text(reading, text)
        self.say(text.why or "The text is fetched again.")

    @property
    def _enrich_key(self) -> str:
        return self.desk.key_of("paper.enrich")

    @property
    def _is_above_text(self) -> bool:
        """Whether what is in sight begins before the text, and no words are searched for in it."""
        view = self.document_view
        above = view.place.block < view.document.front_size
        return above and not self._pane_of_document.is_searched

    def _show_text(self, reading: OpenPaper, text: FullText) -> None:
        """Show the text from the place where it was left, or where the abstract is being read."""
        from tui.app.widgets.document_front import full_document

        assert reading.entry is not None
        view = self.document_view
        began = view.place if view.document.blocks and view.scroll_offset.y else None
        document = full_document(
            reading.entry, text, with_abstract=began is not None, enrich_key=self._enrich_key
        )
        reading.text = text
        reading.in_text = began is None
        view.show(document, began or place_in(document, reading.kept_place))

    def _replace_text(self, reading: OpenPaper, text: FullText) -> None:
        """Show another text than before from the same place."""
        from tui.app.widgets.document_front import renewed_document

        assert reading.entry is not None
        view = self.document_view
        document = renewed_document(
            view.document, reading.entry, reading.entry, text, enrich_key=self._enrich_key
        )
        reading.text, reading.better = text, None
        view.show(document, view.place)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show entries that were fetched; above the text too, where links have their numbers."""
        super().show_entries(entries)
        reading = self._reading
        if reading is None or reading.entry is None or self._pane_of_document.is_searched:
            return
        for entry in entries:
            if entry.id == reading.paper_id and entry.paper != reading.entry.paper:
                self._renew_front(reading, reading.entry, entry)

    def _renew_front(self, reading: OpenPaper, was: Entry, entry: Entry) -> None:
        """Show other lines above the text, which stays where it is."""
        from tui.app.widgets.document_front import renewed_document

        view = self.document_view
        place, before = view.place, view.document
        is_wanted = _may_have_text_now(reading, was, entry)
        if is_wanted:
            reading.text = None
        document = renewed_document(before, was, entry, reading.text, enrich_key=self._enrich_key)
        reading.entry = entry
        if place.block > 0:
            grown = document.front_size - before.front_size
            place = place._replace(block=max(0, place.block + grown))
        view.show(document, place)
        if is_wanted:
            self._fetch_text(reading, self._take_text)

    # The place

    def keep_place(self) -> None:
        """Have the library remember the place in the text, if it is another one than before.

        As long as the abstract is read, which the text came after, the place stays that was kept.
        """
        reading = self._reading
        if reading is None or not _has_text(reading):
            return
        place = place_to_keep(self.document_view.document, self.document_view.place)
        reading.in_text = reading.in_text or place != ""
        if reading.in_text and place != reading.kept_place:
            reading.kept_place = place
            self.desk.writes.submit(self.library.save_reading_place, reading.paper_id, place)


def _has_text(reading: OpenPaper) -> bool:
    """Whether there is more to read than the abstract."""
    return reading.text is not None and reading.text.origin is not TextOrigin.ABSTRACT


def _may_have_text_now(reading: OpenPaper, was: Entry, entry: Entry) -> bool:
    """Whether a paper had no text for want of an arXiv id, which it has by now."""
    is_found = entry.paper.arxiv_id is not None and was.paper.arxiv_id is None
    return is_found and not reading.fetching and not _has_text(reading)


def _is_other(text: FullText, reading: OpenPaper) -> bool:
    """Whether a text is more than an abstract, and not the one that is read."""
    assert reading.text is not None
    return text.origin is not TextOrigin.ABSTRACT and text.markdown != reading.text.markdown
