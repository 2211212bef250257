"""The first line of the screen: how much is in the library and what goes on behind it."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.app.content import one_line
from tui.papers.words import counted


class HeaderLine(Widget):
    """``papertui · 8,262 papers · 1,204 in inbox`` and, at the right, what goes on or came of it.

    That is one thing at a time: ``activity``, ``syncing``, how many papers are ``new`` since the
    rows were listed, or ``standing``. Of several wordings, the longest first, the one that leaves
    the counts their room is shown.
    """

    papers = reactive(0)
    inbox = reactive(0)
    selected = reactive(0)
    activity = reactive("")
    syncing: reactive[Sequence[str]] = reactive(())
    new = reactive(0)
    new_key = reactive("R")
    standing: reactive[Sequence[str]] = reactive(())

    def render(self) -> Content:
        parts = ["papertui", counted(self.papers, "paper"), f"{self.inbox:,} in inbox"]
        if self.selected:
            parts.append(f"{self.selected:,} selected")
        left = Content(f" {' · '.join(parts)}")
        right = self._right(self.size.width - left.cell_length)
        return one_line(left, self.size.width - right.cell_length) + right

    def _right(self, room: int) -> Content:
        wordings = [Content(f" {words} " if words else "") for words in self._wordings()]
        fitting = (wording for wording in wordings if wording.cell_length <= room)
        return next(fitting, wordings[-1] if wordings else Content(""))

    def _wordings(self) -> Sequence[str]:
        if self.activity:
            return (self.activity,)
        if self.syncing:
            return self.syncing
        if self.new:
            return (f"{self.new:,} new – press {self.new_key}", f"{self.new:,} new")
        return self.standing
