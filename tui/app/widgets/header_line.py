"""The first line of the screen: how much is in the library and what goes on behind it."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.app.content import counted, one_line


class HeaderLine(Widget):
    """``papertui · 8,262 papers · 1,204 in inbox`` and, at the right, work in progress."""

    papers = reactive(0)
    inbox = reactive(0)
    selected = reactive(0)
    activity = reactive("")

    def render(self) -> Content:
        parts = ["papertui", counted(self.papers, "paper"), f"{self.inbox:,} in inbox"]
        if self.selected:
            parts.append(f"{self.selected:,} selected")
        left = Content(f" {' · '.join(parts)}")
        right = f" {self.activity} " if self.activity else ""
        return one_line(left, self.size.width - len(right)) + Content(right)
