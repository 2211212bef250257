"""What the global options say, and the library they lead to."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output import complain
from tui.cli.progress import Progress
from tui.paths import Paths

if TYPE_CHECKING:
    from tui.config import ConfigProblem, Settings
    from tui.library import Library


@dataclass
class Session:
    """One run of the command line. Nothing is read or opened before it is asked for."""

    home: Path | None = None
    debug: bool = False

    @cached_property
    def paths(self) -> Paths:
        """Where everything lives, by ``--home``, PAPERTUI_HOME or the system's custom."""
        return Paths.standard(self.home)

    @cached_property
    def configuration(self) -> "tuple[Settings, list[ConfigProblem]]":
        """The settings, and what in the configuration can't be used."""
        from tui.config import load

        return load(self.paths.config_file)

    def open_library(self) -> "Library":
        """The library, to be closed by the caller. What is wrong with the settings is told."""
        settings, problems = self.configuration
        for problem in problems:
            complain(f"warning: {problem}")
        from tui.library import Library

        library = Library(self.paths, settings)
        library.tell_of_waiting(_tell_of_writer)
        return library


pass_session = click.make_pass_decorator(Session)


def catch_up(library: "Library") -> int:
    """Index what is not indexed yet, with a count while it takes long; gives how many it were."""
    with Progress("Indexing papers") as progress:
        caught_up = library.catch_up(progress=progress, waiting=_tell_of_waiting)
    if caught_up.notice:
        complain(caught_up.notice)
    return caught_up.indexed


def _tell_of_writer() -> None:
    complain("Another program is writing to the library: waiting until it is done …")


def _tell_of_waiting() -> None:
    complain("Another papertui is indexing: waiting until it is done …")
