"""Opening the reader; apart from the rest of the command line because it starts without it."""

import gc
import sys
from typing import TYPE_CHECKING

from tui.errors import StorageError, UsageError
from tui.paths import Paths

if TYPE_CHECKING:
    from tui.app.start import StartView
    from tui.config import Settings
    from tui.library import Library


def open_reader(paths: Paths, query: str | None) -> int:
    """Run the reader until it is left; gives its exit code.

    ``None`` opens it as it was left. Where the library is damaged, it asks whether to recover it.
    Raises UsageError where there is no terminal, and whatever ended the reader unforeseen.
    """
    # Textual draws on standard error.
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "The reader needs a terminal.", "In a script, use papertui search, show or export."
        )
    # Collecting garbage while everything is loaded finds none and takes a tenth of the start; the
    # reader turns it on again after its first frame.
    gc.disable()
    from tui.app.app import PapertuiApp
    from tui.cli.reader_settings import reader_settings

    settings, keymap, problems = reader_settings(paths.config_file)
    opened = _opened(paths, settings, query)
    if opened is None:
        return 1
    library, start = opened
    with library:
        complaints = tuple(map(str, problems))
        app = PapertuiApp(library, settings, start, keymap=keymap, complaints=complaints)
        app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _opened(
    paths: Paths, settings: "Settings", query: str | None
) -> "tuple[Library, StartView] | None":
    """The library and what the reader shows first; None where it is damaged and is to stay so."""
    try:
        return _open(paths, settings, query)
    except StorageError as failure:
        from tui.cli.recover import recovered_at_will

        if not recovered_at_will(paths, failure):
            return None
    return _open(paths, settings, query)


def _open(paths: Paths, settings: "Settings", query: str | None) -> "tuple[Library, StartView]":
    from tui.app.start import start_view
    from tui.library import Library

    library = Library(paths, settings)
    try:
        return library, start_view(library, settings, query)
    except BaseException:
        library.close()
        raise
