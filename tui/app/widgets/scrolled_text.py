"""The movements of a text that is scrolled, for the keys of the panes."""

from textual.scroll_view import ScrollView


class ScrolledText(ScrollView, can_focus=True, inherit_bindings=False):
    """Has no cursor: the keys that move the cursor of a list scroll its lines."""

    def action_cursor_down(self) -> None:
        self.scroll_relative(y=1, animate=False)

    def action_cursor_up(self) -> None:
        self.scroll_relative(y=-1, animate=False)

    def action_cursor_first(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_cursor_last(self) -> None:
        self.scroll_end(animate=False)

    def action_page_down(self) -> None:
        self.scroll_relative(y=max(1, self.size.height // 2), animate=False)

    def action_page_up(self) -> None:
        self.scroll_relative(y=-max(1, self.size.height // 2), animate=False)
