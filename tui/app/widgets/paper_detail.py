"""One paper to read: a pane that scrolls, and whose text can be selected."""

from textual.content import Content
from textual.style import Style

from tui.app.bindings import bindings_for
from tui.app.widgets.paper_page import PaperPage
from tui.app.widgets.paper_text import FieldSpans, PaperStyles, paper_text
from tui.papers.paper import Entry


class PaperDetail(PaperPage, can_focus=True, inherit_bindings=False):
    """All that is known of the paper under the cursor."""

    BINDINGS = bindings_for("pane")
    COMPONENT_CLASSES = {
        "paper-detail--title",
        "paper-detail--fact",
        "paper-detail--link",
        "paper-detail--match",
        "paper-detail--badge",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entry: Entry | None = None
        self._spans: FieldSpans = lambda _text, _field: ()
        self._because: tuple[str, ...] = ()

    def show(self, entry: Entry | None, spans: FieldSpans, because: tuple[str, ...] = ()) -> None:
        """Show a paper and what it was found ``because`` of, from its top if it is another one."""
        if self._entry is None or entry is None or entry.id != self._entry.id:
            self.scroll_to(y=0, animate=False, immediate=True)
        self._entry, self._spans, self._because = entry, spans, because
        self.show_text()

    def compose_text(self) -> Content:
        if self._entry is None:
            return Content("")
        return paper_text(self._entry, self._spans, self._styles(), self._because)

    def _styles(self) -> PaperStyles:
        def style(part: str) -> Style:
            return self.get_visual_style(f"paper-detail--{part}", partial=True)

        return PaperStyles(*map(style, ("title", "fact", "link", "match", "badge")))
