"""A note that is being written, and by whom: a living papertui, or one that died over it."""

import os
from contextlib import suppress
from pathlib import Path

from tui.errors import PapertuiError
from tui.lock import lock
from tui.paths import make_private


class NoteInHand:
    """The note of one paper while it is written here.

    The lock of a file in ``folder`` tells others, and is free again with the process. Where there
    are no locks, nobody is told.
    """

    def __init__(self, folder: Path, paper_id: int) -> None:
        self._path = folder / f"{paper_id}.lock"
        self._file: int | None = None
        self.drafted = ""
        """The part of the paper's draft that was written here."""

    def take(self) -> bool:
        """Take the note in hand; ``False`` as long as another has it."""
        if self._file is not None:
            return True
        try:
            make_private(self._path.parent)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except (OSError, PapertuiError):
            return True
        if lock(file) and self._is_there(file):
            self._file = file
            return True
        os.close(file)
        return False

    def let_go(self) -> None:
        """Leave the note to others."""
        if self._file is not None:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._file)
            self._file = None

    def _is_there(self, file: int) -> bool:
        """Whether others see the file that was locked, which its last owner may have removed."""
        try:
            return os.path.samestat(os.fstat(file), self._path.stat())
        except OSError:
            return False
