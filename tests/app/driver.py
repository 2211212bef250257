"""The reader on a real library, driven by keys as a person drives it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from tui.app.app import PapertuiApp
from tui.app.reader_state import Pane
from tui.app.screens.reader import ReaderScreen
from tui.app.start import start_view
from tui.config import Settings
from tui.library import Library
from tui.papers.paper import Entry

WIDE = (160, 48)
MEDIUM = (90, 30)
NARROW = (60, 18)

_HOPS = 3
_PATIENCE = 10.0

W = TypeVar("W", bound=Widget)


class Driver:
    """Keys in, state and screen out. Every key is waited for until the reader is at rest."""

    def __init__(self, app: PapertuiApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReaderScreen:
        """The reader's screen, below whatever dialog is open."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        return screen

    @property
    def library(self) -> Library:
        return self.app.desk.library

    @property
    def current(self) -> Entry:
        """The paper under the cursor, as the library has it."""
        current_id = self.screen.paper_list.current_id
        assert current_id is not None
        return self.library.entries([current_id])[0]

    @property
    def cursor(self) -> int:
        return self.screen.paper_list.cursor

    @property
    def query(self) -> str:
        return self.screen.search_bar.text

    @property
    def pane(self) -> Pane:
        return self.screen.pane

    @property
    def typing(self) -> bool:
        return self.screen.search_bar.typing

    @property
    def total(self) -> int:
        """How many papers the list shows."""
        return len(self.screen.paper_list.ids)

    @property
    def selected(self) -> list[int]:
        return self.screen.paper_list.selected_ids

    @property
    def said(self) -> str:
        """The message in the footer."""
        return self.screen.footer.message

    @property
    def dialog(self) -> str:
        """The class of the dialog on top, or nothing."""
        top = self.app.screen
        return "" if top is self.screen else type(top).__name__

    @property
    def lines(self) -> list[str]:
        """The screen as it is painted, a text a line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def shown(self) -> str:
        return "\n".join(self.lines)

    @property
    def complaints(self) -> list[str]:
        """The sentences about something wrong that are on the screen."""
        return [str(notice.message) for notice in self.app._notifications]

    def entries(self) -> list[Entry]:
        """The entries of the list in its order."""
        return self.library.entries(list(self.screen.paper_list.ids))

    def part(self, kind: type[W], selector: str | None = None) -> W:
        """A widget of the screen or dialog on top."""
        if selector is None:
            return self.app.screen.query_one(kind)
        return self.app.screen.query_one(selector, kind)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_without_waiting(self, *keys: str) -> None:
        """Press keys while something is held back."""
        for key in keys:
            await self.pilot.press(key)

    async def wait_for(self, text: str) -> None:
        """Wait until a text is on the screen, which time alone brings there."""
        async with asyncio.timeout(5):
            while text not in self.shown:
                await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Put a text into the input that has the focus, in place of what was there."""
        focused = self.app.focused
        assert isinstance(focused, Input)
        focused.clear()
        focused.insert_text_at_cursor(text)
        await self.settle()

    async def search(self, text: str) -> None:
        """Search for a query from the bar, in place of the one before."""
        await self.press("slash")
        await self.type(text)
        await self.press("enter")

    async def move_to(self, position: int) -> None:
        """Put the cursor on a row."""
        self.screen.paper_list.cursor = position
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        await self.pilot.resize_terminal(*size)
        while self.app.screen.size != size or self.app.screen._compositor.size != size:
            await self.pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Wait until no message and no work in the background is left."""
        await self._pass_messages_on()
        while not await self._is_at_rest():
            await self._pass_messages_on()
        if self.dialog:
            # What lies behind it is drawn with it, a message later.
            await self._pass_messages_on()

    async def _is_at_rest(self) -> bool:
        """Whether nothing was under way, after waiting for what was."""
        running = [worker for worker in self.app.workers if not worker.is_finished]
        if self.app.desk.writes.busy:
            await self.app.desk.writes.finish(_PATIENCE)
        elif running:
            await self.app.workers.wait_for_complete(running)
        else:
            return True
        return False

    async def _pass_messages_on(self) -> None:
        """Wait for what is to be painted, and for messages from app to widget and back."""
        for _hop in range(_HOPS):
            await self.pilot.pause()


def visible(reader: Driver) -> list[str]:
    """The panes that can be seen, from left to right."""
    return [
        name
        for name, pane in reader.screen.panes.items()
        if pane.is_on_screen and pane.region.area > 0
    ]


@asynccontextmanager
async def reading(
    library: Library,
    *,
    size: tuple[int, int] = WIDE,
    settings: Settings | None = None,
    query: str | None = None,
    keymap: Mapping[str, str] | None = None,
    complaints: tuple[str, ...] = (),
) -> AsyncIterator[Driver]:
    """The reader at rest on a library, closed at the end."""
    settings = settings or Settings()
    start = start_view(library, settings, query)
    app = PapertuiApp(library, settings, start, keymap=keymap, complaints=complaints)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
