"""The command ``papertui``: its options, its commands, and how each run of it ends."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from tui import __version__
from tui.cli.examples import examples
from tui.cli.lazy_group import LazyGroup
from tui.cli.outcome import Outcome
from tui.cli.session import Session, pass_session

_COMMANDS = {
    "import": "tui.cli.importing:import_files",
    "sync": "tui.cli.sync:sync",
    "search": "tui.cli.search:search",
    "show": "tui.cli.show:show",
    "mark": "tui.cli.mark:mark",
    "tags": "tui.cli.tags:tags",
    "merge": "tui.cli.merge:merge",
    "undo": "tui.cli.history:undo",
    "redo": "tui.cli.history:redo",
    "history": "tui.cli.history:history",
    "export": "tui.cli.exporting:export",
    "enrich": "tui.cli.enrich:enrich",
    "saved": "tui.cli.saved:saved",
    "index": "tui.cli.index:index",
    "backup": "tui.cli.backup:backup",
    "restore": "tui.cli.backup:restore",
    "recover": "tui.cli.recover:recover",
    "config": "tui.cli.config:config",
    "doctor": "tui.cli.doctor:doctor",
}


@click.group(
    cls=LazyGroup,
    commands_at=_COMMANDS,
    otherwise="tui.cli.reader:reader",
    invoke_without_command=True,
    subcommand_metavar="[QUERY | COMMAND [ARGS]...]",
    epilog=examples("papertui", "papertui long range has:code", "papertui search loconet"),
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep settings, library, cache and logs below DIR (or set PAPERTUI_HOME).",
)
@click.option("--debug", is_flag=True, help="Show the traceback when something fails.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@pass_session
@click.pass_context
def papertui(ctx: click.Context, session: Session, home: Path | None, debug: bool) -> int:
    """Read, search and triage machine-learning papers in the terminal.

    Without a command it opens the reader, on QUERY if there is one.
    """
    session.home = home
    session.debug = debug
    if ctx.invoked_subcommand is not None:
        return 0
    from tui.cli.open_reader import open_reader

    return open_reader(session.paths, None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``papertui`` with the arguments of the process, or these; gives the exit code.

    0: done. 1: ran, but found or did nothing, or only part. 2: wrong usage or configuration.
    130: interrupted.
    """
    _let_every_character_pass()
    session = Session()
    with Outcome(session) as outcome:
        outcome.code = papertui.main(
            args=arguments, prog_name="papertui", obj=session, standalone_mode=False
        )
    return outcome.code


def _let_every_character_pass() -> None:
    """Print a ``?`` for what the terminal's encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
