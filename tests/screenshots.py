"""``python -m tests.screenshots``: take the pictures of the README from the real app."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from textual.widgets import TextArea

from tests.app.driver import Driver
from tests.stage import Scene, lived_in_home, picture
from tui.library import Library
from tui.paths import Paths

FOLDER = Path(__file__).parent.parent / "screenshots"


async def _second_paper(reader: Driver) -> None:
    await reader.press("j")


async def _tick_code(reader: Driver) -> None:
    await reader.search("long range")
    await reader.press("f", *"jjjjj", "space", "tab")
    assert reader.query == "long range has:code"


async def _note(reader: Driver) -> None:
    await reader.press("j", "n")
    reader.part(TextArea).insert("Long- and short-term context side by side: compare with Titans.")


async def _help(reader: Driver) -> None:
    await reader.press("question_mark")


SCENES = (
    Scene("reader", (140, 40), _second_paper),
    Scene("search", (140, 40), _tick_code),
    Scene("note", (120, 32), _note),
    Scene("help", (120, 44), _help),
    Scene("80x24", (80, 24), _second_paper),
)


def pictures() -> Iterator[tuple[str, str]]:
    """The name of every picture's file, and the picture as it would be taken now."""
    with tempfile.TemporaryDirectory() as folder:
        home = lived_in_home(Path(folder) / "home")
        for scene in SCENES:
            stage = Path(folder) / scene.name
            shutil.copytree(home, stage)
            with Library(Paths.standard(stage)) as library:
                yield f"{scene.name}.svg", picture(scene, library)


def main() -> None:
    """Put the pictures in the place of those that are there."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, svg in pictures():
        (FOLDER / name).write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
