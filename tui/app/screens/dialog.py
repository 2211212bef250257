"""What all dialogs have in common."""

from collections.abc import Callable
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A dialog that closes once, however often it is told to."""

    when_ready: Callable[[], None] = staticmethod(lambda: None)
    """Called once the dialog has its focus, so that keys typed from then on are for it."""

    def on_screen_resume(self) -> None:
        # The focus is given by what else hears this event, after this.
        self.call_later(self.when_ready)

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def leave(self) -> None:
        """Close it as escape does, and what lies over it."""
        self.dismiss(None)
