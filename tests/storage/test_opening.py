"""Opening a library that is open: the locks of those who have it open stay."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tui.storage.database import Database
from tui.storage.session_store import MetaStore

_OPEN_AND_CLOSE = """
import sys
from pathlib import Path
from tui.storage.database import Database
Database(Path(sys.argv[1])).close()
"""


def test_what_is_written_after_another_process_came_and_went_is_kept(path: Path) -> None:
    with closing(Database(path)) as database, closing(Database(path)):
        subprocess.run([sys.executable, "-c", _OPEN_AND_CLOSE, str(path)], check=True, timeout=30)
        MetaStore(database).set("written", "after")
        log = path.with_name(f"{path.name}-wal")
        assert log.exists(), "the other process took itself for the last one"
    with closing(Database(path)) as database:
        assert MetaStore(database).get("written") == "after"
