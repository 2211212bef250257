"""What other processes change in the library while this one has it open."""

import threading
from dataclasses import dataclass

from tui.config import Settings
from tui.library.stores import Stores
from tui.paths import Paths
from tui.storage.versions import Versions, versions


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another process changed: marks, tags or notes; papers; saved searches.

    ``new_papers`` came and are still there. ``restored`` tells that a whole backup was put in
    place of everything, ``restored_here`` that it was this process that did so last.
    """

    marks: bool
    papers: bool
    searches: bool
    new_papers: int
    restored: bool
    restored_here: bool = False


class Following(Stores):
    """Tells the changes of others from one's own."""

    def __init__(self, paths: Paths, settings: Settings) -> None:
        super().__init__(paths, settings)
        self._following_lock = threading.Lock()
        self._known: Versions | None = None
        self._own_commits = 0

    def changes_elsewhere(self) -> Elsewhere | None:
        """What others changed since the last call; None when that is nothing, and at the first.

        Takes some hundredths of a millisecond while nobody writes, and never waits for a writer.
        Where others change something between two calls and this process too, all of it counts.
        """
        with self._following_lock:
            if self._known is None:
                self._database.changed_elsewhere()
                self._known = self._versions()
                return None
            return self._news(self._known)

    def _news(self, known: Versions) -> Elsewhere | None:
        own_commits = self._database.commits
        # Taken before the question, so that what it can't show of others is told the next time.
        own = self._versions() if own_commits != self._own_commits else known
        changed = self._database.changed_elsewhere()
        if changed is None:
            return None
        self._own_commits = own_commits
        self._known = self._versions() if changed else own
        return self._told(known, self._known) if changed else None

    def _told(self, known: Versions, current: Versions) -> Elsewhere | None:
        told = Elsewhere(
            marks=current.marks != known.marks,
            papers=current.papers != known.papers,
            searches=current.searches != known.searches,
            new_papers=self._papers_after(known.newest_paper),
            restored=current.restored != known.restored,
            restored_here=current.restored == self._restored_here != known.restored,
        )
        return told if told != _NOTHING else None

    def _papers_after(self, number: int) -> int:
        with self._database.read() as connection:
            counted = connection.execute("SELECT count(*) FROM paper WHERE id > ?", (number,))
            return int(counted.fetchone()[0])

    def _versions(self) -> Versions:
        with self._database.read() as connection:
            return versions(connection)


_NOTHING = Elsewhere(marks=False, papers=False, searches=False, new_papers=0, restored=False)
