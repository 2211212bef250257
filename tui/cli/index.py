"""``papertui index``."""

import click

from tui.cli.examples import examples
from tui.cli.output import as_shown, complain, say
from tui.cli.session import Session, catch_up, pass_session
from tui.papers.words import counted

REBUILD = "papertui index rebuild"


@click.group(epilog=examples("papertui index status"))
def index() -> None:
    """The search index: status, rebuild, verify."""


@index.command(epilog=examples("papertui index status"))
@pass_session
def status(session: Session) -> int:
    """Tell how large the index is, and how many papers wait for it."""
    with session.open_library() as library:
        found, waiting = library.index_status(), library.unindexed_count()
        say(f"papers\t{found.documents:,}")
        say(f"waiting\t{waiting:,}")
        say(f"size\t{size_shown(found.size_bytes)}")
        say(f"segments\t{found.segments:,}")
        say(f"schema\t{found.version}")
        say(as_shown(f"folder\t{library.paths.index_folder}"))
    return 0


@index.command(epilog=examples("papertui index rebuild"))
@pass_session
def rebuild(session: Session) -> int:
    """Make the index anew from the library."""
    with session.open_library() as library:
        library.rebuild_index()
        say(f"Indexed {counted(catch_up(library), 'paper')}.")
    return 0


@index.command(epilog=examples("papertui index verify"))
@pass_session
def verify(session: Session) -> int:
    """Compare the index with the library."""
    with session.open_library() as library:
        found, waiting = library.verify_index(), library.unindexed_count()
    if not (found.missing or found.surplus):
        say("The index holds exactly the papers of the library.")
        return 0
    say(f"{len(found.missing):,} missing, {len(found.surplus):,} too many.")
    complain("The next search adds what waits." if waiting else f"Run {REBUILD}.")
    return 1


def size_shown(size: int) -> str:
    """A number of bytes for people: ``900 kB``, ``12.3 MB``, ``77.4 GB``."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
