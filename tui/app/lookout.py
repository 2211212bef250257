"""Seeing, beside everything else, what other papertuis do to the library."""

import threading
from collections.abc import Callable

from tui.errors import PapertuiError
from tui.library import Elsewhere

_EVERY_SECONDS = 0.25


class Lookout:
    """Looks four times a second until ``closing`` is set; ``tell`` is called in its thread.

    Of failures that follow each other the first is told.
    """

    def __init__(
        self,
        look: Callable[[], Elsewhere | None],
        tell: Callable[[Elsewhere | PapertuiError], None],
        closing: threading.Event,
    ) -> None:
        self._look = look
        self._tell = tell
        self._closing = closing
        self._is_failing = False

    def begin(self) -> None:
        """Watch from now on."""
        threading.Thread(target=self._watch, name="papertui-lookout", daemon=True).start()

    def _watch(self) -> None:
        self._look_once()
        while not self._closing.wait(_EVERY_SECONDS):
            self._look_once()

    def _look_once(self) -> None:
        try:
            seen: Elsewhere | PapertuiError | None = self._look()
        except PapertuiError as error:
            seen = None if self._is_failing else error
            self._is_failing = True
        else:
            self._is_failing = False
        if seen is not None and not self._closing.is_set():
            self._tell(seen)
