"""The real reader, held still for a picture: the same clock, cursor and terminal everywhere."""

import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from textual import _wait
from textual._doc import take_svg_screenshot
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.app.driver import Driver
from tui.app.app import PapertuiApp
from tui.app.start import start_view
from tui.config import Settings
from tui.library import Library, searching
from tui.papers.paper import TriageChange
from tui.paths import Paths

_OF_THE_TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
_NO_NETWORK = {"HF_HUB_OFFLINE": "1"}
_REMOTE_FONTS = re.compile(r',\s*url\("[^"]*"\) format\("[^"]*"\)')

Act = Callable[[Driver], Awaitable[None]]


async def _nothing(_reader: Driver) -> None:
    """Leave the reader as it opens."""


@dataclass(frozen=True)
class Scene:
    """What is done to the reader before its picture is taken, and how large its terminal is."""

    name: str
    size: tuple[int, int]
    act: Act = _nothing
    query: str = ""
    settings: Settings = field(default_factory=Settings)

    def app(self, library: Library) -> PapertuiApp:
        """The reader as it opens."""
        app = PapertuiApp(library, self.settings, start_view(library, self.settings, self.query))
        app.animation_level = "none"
        return app

    async def play(self, pilot: Pilot[Any]) -> None:
        """Do what the scene does, and wait until nothing moves."""
        assert isinstance(pilot.app, PapertuiApp)
        reader = Driver(pilot.app, pilot)
        await reader.settle()
        await self.act(reader)
        for area in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
            area.cursor_blink = False
        await reader.settle()


def picture(scene: Scene, library: Library) -> str:
    """The scene as SVG, the same on every machine."""
    with held_still():
        app = scene.app(library)
        return take_svg_screenshot(app, terminal_size=scene.size, run_before=scene.play)


@contextmanager
def held_still(*, colour: bool = True) -> Iterator[None]:
    """Take away what differs from one run or machine to the next."""
    export = App.export_screenshot

    def export_alike(app: App[Any], *, title: str | None = None, simplify: bool = False) -> str:
        return alike(export(app, title=title, simplify=simplify))

    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory())).resolve()
        environment = stack.enter_context(patch.dict("os.environ", _OF_THE_TERMINAL | _NO_NETWORK))
        environment["HOME"] = str(home)
        environment.pop("NO_COLOR", None)
        environment.update({} if colour else {"NO_COLOR": "1"})
        stack.enter_context(chdir(home))
        stack.enter_context(patch.object(searching, "time", _EvenClock()))
        # ``Driver.settle`` waits for what is to come; Textual need not wait once more.
        stack.enter_context(patch.multiple(_wait, SLEEP_GRANULARITY=0.002, SLEEP_IDLE=0.001))
        stack.enter_context(patch.object(App, "export_screenshot", export_alike))
        yield


def alike(svg: str) -> str:
    """A picture that asks no other machine for its fonts, and keeps its blanks in every viewer."""
    svg = _REMOTE_FONTS.sub("", svg)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return re.sub(r"\bterminal-\d+-", "terminal-", svg)


class _EvenClock(threading.local):
    """Passes two milliseconds from look to look, so that every search takes as long."""

    _now = 0.0

    def perf_counter(self) -> float:
        self._now += 0.002
        return self._now


def lived_in_home(home: Path) -> Path:
    """A home with the starter papers, some of them kept, read, tagged, noted or dismissed."""
    with Library(Paths.standard(home)) as library:
        library.catch_up()
        for reference, change in _TRIAGE.items():
            library.triage(library.find(reference), change, "made ready for a picture")
        for text in ("attention", "title:memory"):
            library.remember_search(text)
    return home


_TRIAGE = {
    "GPSFormer: A Global Perception and Local Structure Fitting-based Transformer for "
    "Point Cloud Understanding": TriageChange(read=True),
    "LoCoNet: Long-Short Context Network for Active Speaker Detection": TriageChange(
        bookmarked=True, add_tags=("video",)
    ),
    "Masked Thought: Simply Masking Partial Reasoning Steps Can Improve Mathematical Reasoning "
    "Learning of Language Models": TriageChange(read=True, archived=True),
    "Never Train from Scratch: Fair Comparison of Long-Sequence Models Requires Data-Driven "
    "Priors": TriageChange(
        bookmarked=True,
        read=True,
        add_tags=("long-range", "toread"),
        note="Pretrain the baselines on the task data first, then compare.",
    ),
    "Titans: Learning to Memorize at Test Time": TriageChange(
        bookmarked=True, add_tags=("long-range",)
    ),
}
