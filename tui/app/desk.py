"""What the screens work with: the library, the settings, the keys, and the queue of changes."""

from collections.abc import Mapping
from threading import Event

from tui.app.bindings import NO_KEY, default_keymap, key_label
from tui.app.keyboard import Keyboard
from tui.app.unsaved_notes import UnsavedNotes
from tui.app.write_queue import WriteQueue
from tui.config import Settings
from tui.library import Library


class Desk:
    """One for the whole application.

    Whatever is written goes through ``writes``, so that changes keep their order; ``closing`` tells
    work in other threads that nobody waits for it any more.
    """

    def __init__(
        self,
        library: Library,
        settings: Settings,
        keymap: Mapping[str, str],
        keyboard: Keyboard,
        writes: WriteQueue,
    ) -> None:
        self.library = library
        self.settings = settings
        self.keyboard = keyboard
        self.writes = writes
        self.closing = Event()
        self.unsaved_notes = UnsavedNotes(library.paths.data_folder / "unsaved-notes")
        self._keys = {**default_keymap(), **keymap}

    def key_of(self, action_id: str) -> str:
        """How the keys of an action are written; without any, that of the palette, which has it."""
        keys = self._keys[action_id]
        return key_label(self._keys["palette"] if keys == NO_KEY else keys)

    def close(self, seconds: float) -> list[str]:
        """Take no more keys, and wait until the last change is on disk, but no longer than that.

        Gives for each change that could not be made the reason.
        """
        self.keyboard.close()
        self.closing.set()
        return self.writes.close(seconds, self.library.stop_waiting)
