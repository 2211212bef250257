"""What a check-up finds of the library: its file, its papers, its index, its backups, its sync."""

from collections.abc import Iterator
from shutil import disk_usage

from tui.cli.cells import shortened
from tui.cli.finding import Finding
from tui.cli.index import REBUILD, size_shown
from tui.errors import PapertuiError
from tui.library import backups_of
from tui.library.examining import (
    NEWEST_FORMAT,
    ExaminedLibrary,
    kept_aside,
    library_damage,
    library_size,
)
from tui.papers.text import clean
from tui.papers.words import counted
from tui.paths import Paths

_LEAST_ROOM = 10_000_000
_MOST_PAIRS = 10
_LONGEST_REASON = 100
_RECOVER = "Run papertui recover: it keeps the damaged file, and saves what can be read of it."
_ASK_AGAIN = "Run papertui sync --verbose to see whether it still fails."


def library_findings(paths: Paths) -> Iterator[Finding]:
    """Look at the library without changing anything."""
    try:
        yield from _library(paths)
    except PapertuiError as error:
        yield Finding("database", error.message, error.hint)
    yield from _room(paths)
    yield from _backups(paths)


def _library(paths: Paths) -> Iterator[Finding]:
    damage = library_damage(paths)
    if damage:
        told = shortened(clean(damage[0]), _LONGEST_REASON)
        yield Finding("database", f"{paths.database}: {told}", _RECOVER)
        return
    if not library_size(paths):
        yield Finding("database", f"{paths.database} (made when papertui is first used)")
        return
    yield Finding("database", f"{paths.database}, {size_shown(library_size(paths))}, sound")
    with ExaminedLibrary(paths) as library:
        yield _format(library.format)
        if library.format == NEWEST_FORMAT:
            yield from _contents(library)


def _format(number: int) -> Finding:
    if number == NEWEST_FORMAT:
        return Finding("format", f"{number}, today's")
    upgrade = "the next start backs it up and upgrades it"
    return Finding("format", f"{number}, older than today's {NEWEST_FORMAT}: {upgrade}")


def _contents(library: ExaminedLibrary) -> Iterator[Finding]:
    counts = library.counts()
    yield Finding("papers", f"{counts.total:,}, {counts.bookmarked:,} bookmarked")
    yield from _duplicates(library)
    yield _index(library)
    yield from _sync(library)


def _duplicates(library: ExaminedLibrary) -> Iterator[Finding]:
    """Papers that look alike. Nothing is wrong with them: they may well be two."""
    pairs = library.suspected_duplicates()
    if not pairs:
        return
    yield Finding(
        "duplicates", f"{counted(len(pairs), 'pair')} look alike. Where both are one paper:"
    )
    for one, other in pairs[:_MOST_PAIRS]:
        titles = library.titles([one, other])
        yield Finding("", f"papertui merge {one} {other}  {' | '.join(titles)}")
    if len(pairs) > _MOST_PAIRS:
        yield Finding("", f"… and {len(pairs) - _MOST_PAIRS:,} more")


def _index(library: ExaminedLibrary) -> Finding:
    waiting = library.unindexed_count()
    if not library.paths.index_folder.exists():
        return Finding("index", "not there yet (the first search makes it)")
    if 0 < library.counts().total <= waiting:
        return Finding("index", f"{counted(waiting, 'paper')} waiting (the next search adds them)")
    try:
        status, compared = library.index_status(), library.verify_index()
    except PapertuiError as error:
        return Finding("index", error.message, f"Run {REBUILD}.")
    if (compared.missing or compared.surplus) and not waiting:
        differs = f"{len(compared.missing):,} papers missing, {len(compared.surplus):,} too many"
        return Finding("index", differs, f"Run {REBUILD}.")
    size = size_shown(status.size_bytes)
    return Finding("index", f"{counted(status.documents, 'paper')}, {size}, {waiting:,} waiting")


def _sync(library: ExaminedLibrary) -> Iterator[Finding]:
    state = library.sync_state()
    if state.synced_at is None:
        yield Finding("sync", "never yet")
    else:
        yield Finding("sync", f"last at {state.synced_at.astimezone():%Y-%m-%d %H:%M}")
    for failure in state.failures:
        yield Finding("sync", failure, _ASK_AGAIN)


def _room(paths: Paths) -> Iterator[Finding]:
    """Whether there is space for what is to be saved, and for another backup."""
    if not paths.data_folder.is_dir():
        return
    free = disk_usage(paths.data_folder).free
    least = _LEAST_ROOM + library_size(paths)
    told = f"{size_shown(free)} on the disk of {paths.data_folder}"
    remedy = f"Free some space there: saving, and the next backup, take {size_shown(least)}."
    yield Finding("free space", told, remedy if free < least else "")


def _backups(paths: Paths) -> Iterator[Finding]:
    backups = backups_of(paths)
    if backups:
        newest = backups[0]
        of_when = f"{newest.made_at:%Y-%m-%d %H:%M}, {size_shown(newest.size)}"
        yield Finding("backups", f"{len(backups):,}, the newest of {of_when}")
    else:
        yield Finding("backups", "none yet (the reader makes one a day, and papertui sync)")
    for file in kept_aside(paths):
        yield Finding("", f"{file} was damaged; delete it when you miss nothing")
