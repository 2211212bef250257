"""What the screens work with: the library, the settings, the keys, and the queue of changes."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from tui.app.bindings import default_keymap, key_label
from tui.app.keyboard import Keyboard
from tui.config import Settings
from tui.library import Library


class Desk:
    """One for the whole application.

    ``writes`` has a single thread, so that changes keep their order; ``closing`` tells work in
    other threads that nobody waits for it any more.
    """

    def __init__(
        self,
        library: Library,
        settings: Settings,
        keymap: Mapping[str, str],
        keyboard: Keyboard,
    ) -> None:
        self.library = library
        self.settings = settings
        self.keyboard = keyboard
        self.writes = ThreadPoolExecutor(max_workers=1, thread_name_prefix="papertui-write")
        self.closing = Event()
        self._keys = {**default_keymap(), **keymap}

    def key_of(self, action_id: str) -> str:
        """How the keys of an action are written."""
        return key_label(self._keys[action_id])

    def close(self) -> None:
        """Take no more keys, and wait until the last change is on disk."""
        self.keyboard.close()
        self.closing.set()
        self.writes.shutdown(wait=True)
