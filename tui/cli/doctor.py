"""``papertui doctor``."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tui.cli.examples import examples
from tui.cli.finding import Finding, remedies
from tui.cli.index import REBUILD, size_shown
from tui.cli.output import counted, say, styled
from tui.cli.session import Session, pass_session
from tui.cli.surroundings import terminal, versions
from tui.errors import PapertuiError
from tui.library import Library
from tui.papers.text import clean
from tui.paths import Paths

_MOST_PAIRS = 10


@click.command(epilog=examples("papertui doctor"))
@pass_session
def doctor(session: Session) -> int:
    """Tell what is where, what is wrong, and what to do about it."""
    paths = session.paths
    findings = [
        *_told("Versions", versions()),
        *_told("Places", _places(paths)),
        *_told("Library", _library(paths)),
        *_told("Configuration", _configuration(paths.config_file)),
        *_told("Surroundings", terminal(session.configuration[0].open_with)),
    ]
    todo = remedies(findings)
    say(styled("What to do", bold=True))
    for remedy in todo or ["Nothing: all is well."]:
        say(f"  {clean(remedy)}")
    return 1 if todo else 0


def _told(title: str, findings: Iterable[Finding]) -> list[Finding]:
    """Print findings as they come, and give them."""
    say(styled(title, bold=True))
    told = []
    for finding in findings:
        say(f"  {_mark(finding)} {finding.subject:14} {clean(finding.text)}")
        told.append(finding)
    say("")
    return told


def _mark(finding: Finding) -> str:
    """Whether it is well; what goes on about the one before has no mark."""
    if finding.is_wrong:
        return styled("✗", fg="red")
    return styled("✓", fg="green") if finding.subject else " "


def _places(paths: Paths) -> Iterator[Finding]:
    yield _place("configuration", paths.config_file.parent)
    yield _place("data", paths.data_folder)
    yield _place("cache", paths.cache_folder)
    yield _place("logs", paths.log_folder)


def _place(subject: str, folder: Path) -> Finding:
    if not folder.exists():
        return _future_place(subject, folder)
    if not folder.is_dir():
        return Finding(subject, f"{folder} is not a folder", f"Move {folder} away.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding(subject, f"{folder} can't be written to", f"Give yourself {folder} to use.")
    return Finding(subject, str(folder))


def _future_place(subject: str, folder: Path) -> Finding:
    above = next(parent for parent in folder.parents if parent.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK) and not _is_made_up(above):
        return Finding(subject, f"{folder} (not there yet)")
    return Finding(subject, f"{folder} can't be made", f"Name another place than {above}.")


def _is_made_up(folder: Path) -> bool:
    """Whether a folder is of the system's own making, where nobody can make another."""
    return any(folder.is_relative_to(made_up) for made_up in ("/proc", "/sys"))


def _library(paths: Paths) -> Iterator[Finding]:
    if not paths.database.exists():
        yield Finding("database", f"{paths.database} (made when papertui is first used)")
        return
    try:
        with Library(paths) as library:
            yield from _database(library)
            yield from _index(library)
    except PapertuiError as error:
        yield Finding("database", error.message, error.hint)


def _database(library: Library) -> Iterator[Finding]:
    database = library.paths.database
    damage = library.damage()
    if damage:
        yield Finding("database", f"{database}: {damage[0]}", f"Restore {database} from a backup.")
        return
    yield Finding("database", f"{database}, {size_shown(database.stat().st_size)}, sound")
    counts = library.counts()
    yield Finding("papers", f"{counts.total:,}, {counts.bookmarked:,} bookmarked")
    yield from _duplicates(library)


def _duplicates(library: Library) -> Iterator[Finding]:
    """Papers that look alike. Nothing is wrong with them: they may well be two."""
    pairs = library.suspected_duplicates()
    if not pairs:
        return
    yield Finding(
        "duplicates", f"{counted(len(pairs), 'pair')} look alike. Where both are one paper:"
    )
    for one, other in pairs[:_MOST_PAIRS]:
        titles = dict.fromkeys(entry.paper.title for entry in library.entries([one, other]))
        yield Finding("", f"papertui merge {one} {other}  {' | '.join(titles)}")
    if len(pairs) > _MOST_PAIRS:
        yield Finding("", f"… and {len(pairs) - _MOST_PAIRS:,} more")


def _index(library: Library) -> Iterator[Finding]:
    waiting = library.unindexed_count()
    if not library.paths.index_folder.exists():
        yield Finding("index", "not there yet (the first search makes it)")
        return
    try:
        status, compared = library.index_status(), library.verify_index()
    except PapertuiError as error:
        yield Finding("index", error.message, f"Run {REBUILD}.")
        return
    if (compared.missing or compared.surplus) and not waiting:
        differs = f"{len(compared.missing):,} papers missing, {len(compared.surplus):,} too many"
        yield Finding("index", differs, f"Run {REBUILD}.")
        return
    size = size_shown(status.size_bytes)
    yield Finding("index", f"{counted(status.documents, 'paper')}, {size}, {waiting:,} waiting")


def _configuration(file: Path) -> Iterator[Finding]:
    from tui.cli.reader_settings import reader_settings

    problems = reader_settings(file).problems
    for problem in problems:
        yield Finding("settings", str(problem), f"Correct {file}.")
    if not problems:
        yield Finding("settings", str(file) if file.exists() else f"{file} (not there: defaults)")
