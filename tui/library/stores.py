"""What every part of the library stands on: the stores over one database."""

from collections.abc import Callable

from tui.config import Settings
from tui.log import log_to
from tui.paths import Paths
from tui.storage.database import Database
from tui.storage.paper_store import PaperStore
from tui.storage.reading_store import ReadingStore
from tui.storage.search_store import SearchStore
from tui.storage.session_store import MetaStore, SessionStore
from tui.storage.sync_store import SyncStore
from tui.storage.triage_store import TriageStore
from tui.storage.versions import RESTORED


class Stores:
    """The database of the library at ``paths``, opened, and made when it is not there yet.

    Raises StorageError when it can't be used.
    """

    def __init__(self, paths: Paths, settings: Settings) -> None:
        self.paths = paths
        self.settings = settings
        log_to(paths.log_folder)
        self._database = self._open_database()
        self._papers = PaperStore(self._database)
        self._triage = TriageStore(self._database)
        self._searches = SearchStore(self._database)
        self._session = SessionStore(self._database)
        self._meta = MetaStore(self._database)
        self._sync = SyncStore(self._database)
        self._reading = ReadingStore(self._database)
        self._restored_here = 0
        """How many restores there were after the last that this process made."""

    def _open_database(self) -> Database:
        return Database(self.paths.database)

    def stop_waiting(self) -> None:
        """Have every write fail that waits for another process, now and from now on."""
        self._database.stop_waiting()

    def tell_of_waiting(self, tell: Callable[[], None]) -> None:
        """Have ``tell`` be called when a write waits for another process, once it does so long."""
        self._database.waiting = tell

    def restores(self) -> int:
        """How often a backup was put in place of the library, or that was taken back."""
        return int(self._meta.get(RESTORED) or 0)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
