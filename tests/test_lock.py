"""One process at a time."""

import os
from pathlib import Path

from tui.lock import lock


def test_a_file_is_locked_once_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    first, second = os.open(path, os.O_RDWR), os.open(path, os.O_RDWR)
    try:
        assert lock(first)
        assert not lock(second)
        os.close(first)
        assert lock(second)
    finally:
        os.close(second)
