"""No room for files that are no database: the index, exports. The limit is the system's own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faulty_disk import faults_of
from tui.errors import PapertuiError

pytest.importorskip("resource", reason="files have no limit here")

# In a process of its own, because the limit is one of all files of a process.
_SCRIPT = """
import json, resource, shutil, sys
from pathlib import Path
from tui.errors import PapertuiError
from tui.library import Library
from tui.paths import Paths

def failing(size, act):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        act()
        return None
    except PapertuiError as error:
        return error.message, error.hint
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

home = Path(sys.argv[1])
with Library(Paths.standard(home)) as library:
    library._papers.mark_all_unindexed()
    old = failing(100_000, library.catch_up)
    found = library.search("attention").total
    shutil.rmtree(library.paths.index_folder)
    new = failing(100_000, library.catch_up)
    step = library.toggle("bookmarked", [1])
    library.catch_up()
    verified = library.verify_index()
    target = home / "all.bib"
    ids = library.newest_ids()
    export = failing(1_000, lambda: library.export_to(target, ids, "bibtex", replace=True))
print(json.dumps({
    "old": old, "new": new, "export": export, "found": found, "marked": step is not None,
    "missing": len(verified.missing), "left": [path.name for path in home.iterdir()],
}))
"""


@pytest.fixture
def told(seeded_home: Path) -> dict[str, Any]:
    """What a process saw that wrote an index and an export where files may not grow."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(seeded_home)], capture_output=True, timeout=60
    )
    assert done.stderr == b""
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_files_without_room_are_told_and_everything_else_goes_on(told: dict[str, Any]) -> None:
    for message, hint in (told["old"], told["new"], told["export"]):
        assert faults_of(PapertuiError(message, hint)) == []
    assert "can't be written" in told["old"][0] == told["new"][0]
    assert told["found"] > 0, "what was indexed before is found"
    assert told["marked"]
    assert told["missing"] == 0, "the index catches up once there is room"
    assert "all.bib" in told["export"][0]
    assert not [name for name in told["left"] if "bib" in name or "tmp" in name]
