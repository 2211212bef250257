"""Opening the reader; apart from the rest of the command line because it starts without it."""

import gc
import sys

from tui.errors import UsageError
from tui.paths import Paths


def open_reader(paths: Paths, query: str | None) -> int:
    """Run the reader until it is left; gives its exit code.

    ``None`` opens it as it was left. Raises UsageError where there is no terminal.
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
    from tui.app.start import start_view
    from tui.cli.reader_settings import reader_settings
    from tui.library import Library

    settings, keymap, problems = reader_settings(paths.config_file)
    with Library(paths, settings) as library:
        app = PapertuiApp(
            library,
            settings,
            start_view(library, settings, query),
            keymap=keymap,
            complaints=tuple(map(str, problems)),
        )
        app.run()
    return app.return_code or 0
