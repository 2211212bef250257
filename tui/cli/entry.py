"""Where ``papertui`` begins: the reader by the short way, all else by the command line."""

import sys


def main() -> int:
    """Run ``papertui`` with the arguments of the process; gives the exit code."""
    if not sys.argv[1:]:
        return _open_reader()
    from tui.cli.main import main as run_command

    return run_command()


def _open_reader() -> int:
    """The daily way in: with no arguments to parse, what parses them need not be loaded."""
    from tui.cli.open_reader import open_reader
    from tui.paths import Paths

    try:
        return open_reader(Paths.standard(), None)
    except BaseException:
        from tui.cli.outcome import Outcome
        from tui.cli.session import Session

        with Outcome(Session()) as outcome:
            raise
        return outcome.code
