"""The reader: search bar, filters, papers and the paper under the cursor, in one screen."""

import gc
from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tui.app.bindings import bindings_for, footer_keys
from tui.app.desk import Desk
from tui.app.garbage import collect_if_due, put_off_full_collections, resume_full_collections
from tui.app.reader_state import Pane, ReaderState
from tui.app.screens.background_flow import BackgroundFlow
from tui.app.screens.because import Because
from tui.app.screens.focus_actions import FocusActions
from tui.app.screens.lookup_actions import LookupActions
from tui.app.screens.pdf_actions import PdfActions
from tui.app.screens.saved_actions import SavedActions
from tui.app.screens.unfinished_notes import UnfinishedNotes
from tui.app.start import StartView
from tui.app.widgets.empty_result import EmptyResult
from tui.app.widgets.filter_pane import FilterPane
from tui.app.widgets.header_line import HeaderLine
from tui.app.widgets.key_footer import KeyFooter
from tui.app.widgets.paper_detail import PaperDetail
from tui.app.widgets.paper_list import PaperList
from tui.app.widgets.search_bar import SearchBar
from tui.library import CatchUp

_MEDIUM, _WIDE = 80, 100
_SAVE_EVERY_SECONDS = 1.0
_IDLE_SECONDS = 2.0
_BAR_HINTS = (("enter", "to the papers"), ("↑↓", "earlier searches"), ("esc", "leave"))
_FILTER_HINTS = (("space", "tick"), ("!", "exclude"), ("tab", "papers"), ("esc", "leave"))


class ReaderScreen(
    FocusActions, UnfinishedNotes, PdfActions, LookupActions, SavedActions, BackgroundFlow, Because
):
    """Three panes from 100 columns, two from 80, below that one at a time."""

    BINDINGS = bindings_for("reader")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_MEDIUM, "-medium"), (_WIDE, "-wide")]
    AUTO_FOCUS = None

    def __init__(self, desk: Desk, start: StartView) -> None:
        super().__init__(desk)
        self._start = start
        self._filters_docked = start.state.filters_open
        self.set_class("detail" not in start.panes, "-no-detail")
        self._saved_state = start.state
        self._start_at = start.state.paper_id
        self.cache.put(start.entries)

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield SearchBar(self._start.state.query)
        with Horizontal(id="panes"):
            yield FilterPane()
            with Vertical(id="papers-pane"):
                yield EmptyResult()
                yield PaperList(self.cache)
            yield PaperDetail()
        yield KeyFooter()

    def on_mount(self) -> None:
        start = self._start
        self.query_one(FilterPane).border_title = "Filters"
        self.query_one("#papers-pane").border_title = "Papers"
        self.detail.border_title = "Paper"
        self.filters.saved_keys = [self.desk.key_of(f"saved.{number}") for number in range(1, 10)]
        self.filters.show_saved(start.saved)
        self.footer.help_key = self.desk.key_of("help")
        self.header.papers, self.header.inbox = start.counts.total, start.counts.inbox
        self.search_bar.remember(start.recent)
        self.search_bar.show_problem(None)
        self.search_bar.show_remark("")
        self.paper_list.compact = start.state.compact
        self.set_class(start.state.filters_open, "-filters")
        self.follow_cursor()
        self.paper_list.show(start.ids, self.title_spans, keep=start.state.paper_id)
        self.focus_pane(start.state.pane)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """After the first frame: bring the index up to date, then search."""
        gc.enable()
        self.catch_up(self._begin_searching)
        self.set_interval(_SAVE_EVERY_SECONDS, self.save_state)

    def _begin_searching(self, _: CatchUp) -> None:
        self.begin_with_sync()
        self.refresh_results()
        self.tell_unfinished()
        self.begin_following()
        self.begin_backup()
        self.count_library()
        put_off_full_collections()
        self.set_interval(_IDLE_SECONDS, self._tidy)

    def _tidy(self) -> None:
        if self.desk.keyboard.idle_seconds > _IDLE_SECONDS:
            collect_if_due()

    def on_unmount(self) -> None:
        resume_full_collections()

    # Panes

    @property
    def panes(self) -> dict[Pane, Widget]:
        """The panes from left to right; that of the full text once there was one."""
        panes: dict[Pane, Widget] = {
            "filters": self.filters,
            "list": self.papers_widget,
            "detail": self.detail,
        }
        return {**panes, "document": self.document_view} if self.has_document else panes

    @property
    def pane(self) -> Pane:
        """The pane that has the focus, or had it before the search bar."""
        focused = (name for name, pane in self.panes.items() if pane.has_focus)
        return next(focused, "detail" if self.has_class("-detail") else "list")

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= _WIDE

    def on_resize(self, event: events.Resize) -> None:
        wide = event.size.width >= _WIDE
        self.set_class(self._filters_docked if wide else self.filters.has_focus, "-filters")
        self.call_after_refresh(self._show_hints)

    def focus_pane(self, name: Pane) -> None:
        """Show a pane if it is hidden, and put the focus into it.

        On a screen that is not wide the filters lie over the other panes while they have the focus.
        """
        if name not in ("list", "document"):
            self.leave_focus()
        if self._wide:
            self._filters_docked = self._filters_docked or name == "filters"
        self.set_class(self._filters_docked if self._wide else name == "filters", "-filters")
        if name != "filters":
            self.set_class(name == "detail", "-detail")
        if name != "document":
            self.stop_reading()
        self.set_focus(self.panes[name], scroll_visible=False)

    def _open_panes(self) -> list[Pane]:
        if self.reading_id is not None:
            return ["document"]
        if self.in_focus:
            return ["list"]
        filters: list[Pane] = ["filters"] if self.has_class("-filters") else []
        detail: list[Pane] = [] if self._wide and self.has_class("-no-detail") else ["detail"]
        return [*filters, "list", *detail]

    def action_next_pane(self) -> None:
        self._step_pane(1, around=True)

    def action_previous_pane(self) -> None:
        self._step_pane(-1, around=True)

    def action_pane_left(self) -> None:
        self._step_pane(-1, around=False)

    def action_pane_right(self) -> None:
        self._step_pane(1, around=False)

    def _step_pane(self, step: int, *, around: bool) -> None:
        panes = self._open_panes()
        if self.search_bar.typing:
            self._leave_bar()
            return
        place = panes.index(self.pane) + step if self.pane in panes else 0
        if around or 0 <= place < len(panes):
            self.focus_pane(panes[place % len(panes)])

    def action_filters(self) -> None:
        self.stop_reading()
        if self.filters.has_focus:
            self._filters_docked = self._filters_docked and not self._wide
            self.focus_pane("list")
        else:
            self.focus_pane("filters")

    def action_search(self) -> None:
        self.stop_reading()
        self.leave_focus()
        self.search_bar.edit()

    def action_leave(self) -> None:
        """Leave what is open, the innermost first; with nothing open, clear the query."""
        if self.search_bar.typing:
            self._leave_bar()
        elif not (self.leave_reading() or self.leave_focus() or self._leave_filters()):
            if self.paper_list.clear_selection():
                return
            if self.pane == "detail":
                self.focus_pane("list")
            elif self.search_bar.text:
                self._leave_query()

    def _leave_query(self) -> None:
        """Go from the papers like one back to that one, where it was found; else to all papers."""
        if self.search_bar.text.startswith("similar:") and self.came_from:
            text, paper_id = self.came_from.pop()
            self.search_for(text, at=paper_id)
        else:
            self.came_from.clear()
            self.search_for("", stay=True)

    def _leave_bar(self) -> None:
        """Go to the rows; keys wait until those of the query in the bar are shown."""
        self.focus_pane("list")
        if self._awaited is not None:
            self.search_for(self.search_bar.text)

    def _leave_filters(self) -> bool:
        if not self.filters.has_focus:
            return False
        self.focus_pane("list")
        return True

    def leave_papers(self) -> None:
        """Leave the paper that is read, and the focus mode."""
        self.leave_focus()
        if self.reading_id is not None:
            self.focus_pane("list")

    # Small things

    def action_density(self) -> None:
        self.paper_list.compact = not self.paper_list.compact

    def action_help(self) -> None:
        from tui.app.screens.help import HelpScreen

        reading = self.reading_id is not None
        first = "Read" if reading else "Focus" if self.in_focus else "Move"
        self.open_dialog(HelpScreen(self.desk.key_of, first=first))

    @on(PaperList.SelectionChanged)
    def _count_selection(self, event: PaperList.SelectionChanged) -> None:
        self.header.selected = event.count

    def on_descendant_focus(self) -> None:
        """The panes that are shown follow the focus, however it was moved."""
        if self.search_bar.typing:
            self.stop_reading()
        if not self._wide:
            self.set_class(self.filters.has_focus, "-filters")
        self._show_hints()

    def _show_hints(self) -> None:
        if self.search_bar.typing:
            self.footer.hints = _BAR_HINTS
        elif self.filters.has_focus:
            self.footer.hints = _FILTER_HINTS
        elif self.reading_id is not None:
            self.footer.hints = self.reading_hints()
        elif self.in_focus:
            self.footer.hints = self.focus_hints()
        else:
            self.footer.hints = (*self._place_hints(), *_hints(self.desk.key_of))

    def _place_hints(self) -> tuple[tuple[str, str], ...]:
        """The keys that lead on from here, where the screen does not show everything at once."""
        other = (self.desk.key_of("pane.next"), "paper" if self.pane == "list" else "papers")
        return (other,) if self.app.size.width < _MEDIUM else ()

    # Coming back as it was left

    @property
    def state(self) -> ReaderState:
        """How the reader stands now."""
        return ReaderState(
            query=self.search_bar.text,
            paper_id=self.paper_list.current_id,
            pane=self.pane,
            compact=self.paper_list.compact,
            filters_open=self._filters_docked,
        )

    def save_state(self) -> None:
        """Keep the state and the place in the text that is read, if they changed since."""
        self.keep_place()
        state = self.state
        if state != self._saved_state:
            self._saved_state = state
            self.desk.writes.submit(self.library.save_session, state.to_session())


def _hints(key_of: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    return tuple((key_of(key.id), key.hint) for key in footer_keys())
