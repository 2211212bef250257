"""The focus mode's pane: how far the day is, one paper in large, and four keys."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.app.bindings import bindings_for
from tui.app.content import one_line
from tui.app.widgets.focus_text import FocusCard, focus_text
from tui.app.widgets.paper_page import PaperPage
from tui.app.widgets.paper_text import FieldSpans, PaperStyles
from tui.papers.paper import Entry

_SHORTEST_BAR = 6
_SHORT, _TALL = 22, 36
_DONE, _LEFT = "━", "─"


class FocusHead(Widget):
    """``11 March 2025 ━━━━━━━━──────────── 12 of 34 · 5 kept``."""

    COMPONENT_CLASSES = {"focus-head--done", "focus-head--left"}

    what = reactive("")
    progress: reactive[tuple[int, int]] = reactive((0, 0))
    kept = reactive(0)

    def render(self) -> Content:
        done, total = self.progress
        width = self.size.width
        numbers = Content(f" {done:,} of {total:,} · {self.kept:,} kept")
        what = Content(f"{self.what} ").truncate(
            max(0, width - numbers.cell_length - _SHORTEST_BAR), ellipsis=True
        )
        room = width - what.cell_length - numbers.cell_length
        return one_line(what + self._bar(done, total, room) + numbers, width)

    def _bar(self, done: int, total: int, cells: int) -> Content:
        full = cells if total <= done else max(cells * done // total, min(done, 1))
        return Content.styled(_DONE * full, self._style("done")) + Content.styled(
            _LEFT * (cells - full), self._style("left")
        )

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"focus-head--{part}", partial=True)


class FocusPaper(PaperPage, can_focus=True, inherit_bindings=False):
    """The paper, as wide as a line can be read, or the card after the last one."""

    BINDINGS = bindings_for("focus")
    COMPONENT_CLASSES = {
        "focus-paper--title",
        "focus-paper--fact",
        "focus-paper--link",
        "focus-paper--match",
        "focus-paper--badge",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: Entry | FocusCard | None = None
        self._spans: FieldSpans = lambda _text, _field: ()

    def show(self, entry: Entry | None, spans: FieldSpans) -> None:
        """Show a paper, from its top if it is another one; nothing until its entry is there."""
        before = self._shown
        if not isinstance(before, Entry) or entry is None or entry.id != before.id:
            self.scroll_to(y=0, animate=False, immediate=True)
        self._shown, self._spans = entry, spans
        self.show_text()

    def show_card(self, card: FocusCard) -> None:
        """Show what stands after the last paper."""
        self._shown = card
        self.scroll_to(y=0, animate=False, immediate=True)
        self.show_text()

    def compose_text(self) -> Content:
        if isinstance(self._shown, FocusCard):
            return self._shown.text(self._styles())
        if self._shown is None:
            return Content("")
        return focus_text(self._shown, self._spans, self._styles())

    def _styles(self) -> PaperStyles:
        def style(part: str) -> Style:
            return self.get_visual_style(f"focus-paper--{part}", partial=True)

        return PaperStyles(*map(style, ("title", "fact", "link", "match", "badge")))


class FocusKeys(Widget):
    """The four keys that decide about a paper."""

    COMPONENT_CLASSES = {"focus-keys--key"}

    keys: reactive[Sequence[tuple[str, str]]] = reactive(())

    def render(self) -> Content:
        style = self.get_visual_style("focus-keys--key", partial=True)
        return Content("    ").join(
            Content.styled(f" {key} ", style) + Content(f" {word}") for key, word in self.keys
        )


class FocusPane(Container):
    """Head, paper and keys in one column, with more room around them where there is more."""

    head = query_one(FocusHead)
    paper = query_one(FocusPaper)
    keys = query_one(FocusKeys)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield FocusHead()
            yield FocusPaper()
            yield FocusKeys()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < _SHORT, "-short")
        self.set_class(event.size.height >= _TALL, "-tall")
