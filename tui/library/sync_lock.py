"""One sync at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.errors import PapertuiError
from tui.lock import lock

_LOCK_FILE = "sync.lock"


class SyncRunningError(PapertuiError):
    """Another papertui is syncing the same library."""


@contextmanager
def only_sync(folder: Path) -> Iterator[None]:
    """Keep all others from syncing the library in ``folder``, other processes included.

    Raises SyncRunningError when one is. The lock of a process that died is free. Where there are
    no locks, what two syncs store at once is merged all the same.
    """
    path = folder / _LOCK_FILE
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PapertuiError(
            f"{path} can't be written: {reason}.", "Check the permissions of its folder."
        ) from error
    try:
        if not lock(file):
            raise _running(file)
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(file)


def _running(file: int) -> SyncRunningError:
    holder = os.pread(file, 20, 0).decode("ascii", "replace").strip()
    process = f" (process {holder})" if holder.isdecimal() else ""
    return SyncRunningError(
        f"Another papertui is syncing this library{process}.", "Wait until it is done."
    )
