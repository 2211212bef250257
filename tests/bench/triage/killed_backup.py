"""A backup and a restore that are killed: the file is whole, the library one of the two."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.reader_home import run_papertui
from tests.bench.triage.content import Content, content_of, differing
from tests.bench.triage.killed_import import write_papers
from tui.library import Library
from tui.paths import Paths

_FILE = "kept.sqlite3"


def _prepare(folder: Path) -> Path:
    """A home with some thousand papers."""
    home, papers = folder / "home", folder / "papers.jsonl"
    folder.mkdir()
    write_papers(papers)
    with Library(Paths.standard(home)) as library:
        library.import_files([papers])
        library.catch_up()
    return home


class Backup:
    """``papertui backup FILE``."""

    name = "backup"
    surroundings: dict[str, str] = {}

    def __init__(self, folder: Path) -> None:
        self.home = _prepare(folder)
        self._wanted = content_of(Paths.standard(self.home).database)

    def arguments(self, home: Path) -> Sequence[str]:
        return ["backup", str(home / _FILE), "--force"]

    def learn(self, home: Path) -> None:
        """What is wanted is what there was before."""

    def wrong_after_kill(self, home: Path) -> Iterator[str]:
        if differing(self._wanted, content_of(Paths.standard(home).database)):
            yield "the library itself is another"
        if (home / _FILE).exists():
            yield from self._wrong_with_file(home)

    def wrong_in_the_end(self, home: Path) -> Iterator[str]:
        yield from self._wrong_with_file(home)

    def _wrong_with_file(self, home: Path) -> Iterator[str]:
        if tables := differing(self._wanted, content_of(home / _FILE)):
            yield f"the backup has something else in {tables}"


class Restore:
    """``papertui restore FILE``, of a backup from before all papers were marked."""

    name = "restore"
    surroundings: dict[str, str] = {}

    def __init__(self, folder: Path) -> None:
        self.home = _prepare(folder)
        paths = Paths.standard(self.home)
        run_papertui(self.home, "backup", str(self.home / _FILE))
        with Library(paths) as library:
            library.toggle("archived", library.newest_ids())
            library.save_search("later", "gan")
        self._before = content_of(paths.database)
        self._wanted: Content = {}

    def arguments(self, home: Path) -> Sequence[str]:
        return ["restore", str(home / _FILE)]

    def learn(self, home: Path) -> None:
        self._wanted = content_of(Paths.standard(home).database)

    def wrong_after_kill(self, home: Path) -> Iterator[str]:
        if content_of(Paths.standard(home).database) not in (self._before, self._wanted):
            yield "the library is neither what it was nor what was restored"

    def wrong_in_the_end(self, home: Path) -> Iterator[str]:
        if tables := differing(self._wanted, content_of(Paths.standard(home).database)):
            yield f"in the end there is something else in {tables}"
