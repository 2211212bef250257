"""The last line of the screen: the keys that matter here, or what just happened."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from tui.app.content import one_line
from tui.papers.text import clean

_SECONDS_SHOWN = 5.0
_GAP = "  "


class KeyFooter(Widget):
    """As many keys as fit, the help key always among them; a message takes their place.

    So does what is ``ongoing``, for as long as that is set and there is no message.
    """

    COMPONENT_CLASSES = {"key-footer--key", "key-footer--message"}

    hints: reactive[Sequence[tuple[str, str]]] = reactive(())
    message = reactive("")
    ongoing = reactive("")
    help_key = reactive("?")

    _forgetting: Timer | None = None

    def tell(self, message: str) -> None:
        """Show a sentence for a few seconds in the place of the keys."""
        self.message = clean(message)
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(_SECONDS_SHOWN, self._forget)

    def begin(self, sentence: str) -> None:
        """Show what goes on from now until ``ongoing`` is emptied, in place of any message."""
        self.ongoing = sentence
        self._forget()

    def _forget(self) -> None:
        self.message = ""

    def render(self) -> Content:
        width = self.size.width
        ending = self._hint(self.help_key, "help")
        room = width - ending.cell_length - 1
        if sentence := self.message or self.ongoing:
            style = self.get_visual_style("key-footer--message", partial=True)
            shown = one_line(Content.styled(f" {sentence}", style), room - len(_GAP)) + _GAP
        else:
            shown = self._hints_that_fit(room)
        return one_line(shown, room) + ending

    def _hints_that_fit(self, room: int) -> Content:
        line = Content(" ")
        for key, word in self.hints:
            longer = line + self._hint(key, word)
            if longer.rstrip().cell_length >= room:
                break
            line = longer
        return line.rstrip()

    def _hint(self, key: str, word: str) -> Content:
        style = self.get_visual_style("key-footer--key", partial=True)
        return Content.styled(key, style) + Content(f" {word}  ")
