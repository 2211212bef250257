"""What may import what, and what is not loaded before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).parent.parent

_UP_TO_THE_FIRST_FRAME = """
import sys
from pathlib import Path
from tui.app.app import PapertuiApp
from tui.app.start import start_view
from tui.cli.reader_settings import reader_settings
from tui.library import Library
from tui.paths import Paths

paths = Paths.standard(Path(sys.argv[1]))
settings, keymap, _ = reader_settings(paths.config_file)
with Library(paths) as library:
    start = start_view(library, settings)
    assert len(start.ids) == len(start.entries) == 55
    PapertuiApp(library, settings, start, keymap=keymap)
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded_before_the_first_frame(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    home = tmp_path_factory.mktemp("home")
    for _start in ("fresh", "second"):
        finished = subprocess.run(
            [sys.executable, "-c", _UP_TO_THE_FIRST_FRAME, str(home)],
            capture_output=True,
            text=True,
            check=True,
            cwd=_CHECKOUT,
        )
    return set(finished.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "numpy",
        "whoosh",
        "bibtexparser",
        "rispy",
        "pylatexenc",
        "msgspec",
        "click",
        "httpx2",
        "rich.progress",
        "defusedxml",
        "bs4",
        "markdownify",
        "pypdf",
        "rapidfuzz",
        "zstandard",
        "tui.sources.http",
    ],
)
def test_the_first_frame_does_not_wait_for(
    module: str, loaded_before_the_first_frame: set[str]
) -> None:
    assert module not in loaded_before_the_first_frame


def test_the_rooms_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    finished = subprocess.run(
        [linter, "--no-cache"], capture_output=True, text=True, check=False, cwd=_CHECKOUT
    )
    assert finished.returncode == 0, finished.stdout
