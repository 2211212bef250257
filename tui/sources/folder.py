"""The files below a folder."""

import stat
from collections.abc import Iterator
from pathlib import Path

from tui.sources.item import Skipped


def files_below(folder: Path) -> Iterator[Path | Skipped]:
    """The regular files below ``folder`` in the order of their names; what can't be read is told.

    Hidden ones are left out, and so are devices, pipes and sockets, which may never end. Links to
    files are followed, links to folders are not: they may lead in circles.
    """
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path == folder or (path.is_dir() and not path.is_symlink()):
                waiting.extend(sorted(_visible(path), reverse=True))
            elif stat.S_ISREG(path.stat().st_mode):
                yield path
        except OSError as error:
            yield Skipped(str(path), f"It can't be read: {error.strerror or error}.")


def _visible(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")]
