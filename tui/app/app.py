"""The application: wiring of library, settings, theme, keys and screens."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.command import Provider
from textual.driver import Driver
from textual.notifications import Notify
from textual.screen import Screen
from textual.widgets import Input

from tui.app.alt_digits import name_alt_digits
from tui.app.content import typed
from tui.app.desk import Desk
from tui.app.ending import Ending
from tui.app.failure import FailureKept
from tui.app.frame import until_seen
from tui.app.keyboard import Keyboard, Typed
from tui.app.screens.dialog import Dialog
from tui.app.screens.reader import ReaderScreen
from tui.app.screens.reader_base import SECONDS_TO_OPEN, SECONDS_TO_READ
from tui.app.start import StartView
from tui.app.write_queue import WriteQueue
from tui.config import Settings
from tui.library import Library
from tui.papers.text import clean
from tui.papers.words import counted

_COMPLAINTS_SHOWN = 2
_GIVE_UP = "ctrl+c"
_SYSTEM_COMMANDS = {"Theme", "Screenshot"}


def _reader_commands() -> type[Provider]:
    """The palette's commands, which nothing needs before the palette is opened."""
    from tui.app.commands import ReaderCommands

    return ReaderCommands


class PapertuiApp(FailureKept):
    """The reader on the screen. The library stays open after it; whoever opened it closes it."""

    TITLE = "papertui"
    CSS_PATH = ["screens/reader.tcss", "screens/dialog.tcss", "screens/focus.tcss"]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING: ClassVar[str] = "ctrl+p"
    COMMANDS = FailureKept.COMMANDS | {_reader_commands}

    def __init__(
        self,
        library: Library,
        settings: Settings,
        start: StartView,
        *,
        keymap: Mapping[str, str] | None = None,
        complaints: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        name_alt_digits()
        self.desk = Desk(
            library,
            settings,
            keymap or {},
            Keyboard(self, self._forward_typed),
            WriteQueue(partial(until_seen, self)),
        )
        self._ending = Ending(self.desk, self._save_state, self._leave)
        self._start = start
        self._complaints = complaints
        self.set_keymap(dict(keymap or {}))

    def get_default_screen(self) -> Screen[None]:
        return ReaderScreen(self.desk, self._start)

    def get_driver_class(self) -> type[Driver]:
        if sys.platform == "win32":
            return super().get_driver_class()
        from tui.app.reader_driver import ReaderDriver

        return ReaderDriver

    def on_mount(self) -> None:
        if not self.is_headless:
            self._ending.heed_signals()
        if self.desk.settings.theme in self.available_themes:
            self.theme = self.desk.settings.theme
        complaints = list(self._complaints)
        if len(complaints) > _COMPLAINTS_SHOWN:
            complaints[1:] = [f"And {len(complaints) - 1} more: papertui config check lists them."]
        for complaint in complaints:
            self.complain(complaint)

    def complain(self, sentence: str) -> None:
        """Show a sentence about something wrong until it is dismissed or some time has passed."""
        self.notify(clean(sentence), severity="error", timeout=SECONDS_TO_READ, markup=False)

    def on_notify(self, event: Notify) -> None:
        """Have a sentence that is said again take the place of itself, and few complaints show."""
        for shown in list(self._notifications):
            if shown.message == event.notification.message:
                self._unnotify(shown, refresh=False)
        if event.notification.severity != "information":
            complaints = [one for one in self._notifications if one.severity != "information"]
            for oldest in complaints[: 1 - _COMPLAINTS_SHOWN]:
                self._unnotify(oldest, refresh=False)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.desk.writes.slow and isinstance(event, events.Key) and event.key == _GIVE_UP:
            self._ending.begin(within=0)
        else:
            self.desk.keyboard.take(event)

    async def _forward_typed(self, event: Typed) -> None:
        if isinstance(event, events.Paste):
            text = typed(event.text)
            # A title copied from a PDF has line breaks, of which a line of input keeps the first.
            event.text = " ".join(text.split("\n")) if isinstance(self.focused, Input) else text
        await super().on_event(event)

    def action_command_palette(self) -> None:
        release = self.desk.keyboard.hold(at_most=SECONDS_TO_OPEN)
        super().action_command_palette()
        self.screen.call_after_refresh(release)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What Textual can do for the reader and the reader can't do itself."""
        commands = super().get_system_commands(screen)
        return [command for command in commands if command.title in _SYSTEM_COMMANDS]

    async def action_quit(self) -> None:
        """Quit, or close the dialog that is open: what was written in it is not lost."""
        dialogs = [screen for screen in self.screen_stack if isinstance(screen, Dialog)]
        if dialogs:
            dialogs[-1].leave()
            return
        self._ending.leave()

    def _save_state(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.save_state()

    def _leave(self, code: int) -> None:
        self.exit(return_code=code)

    async def on_unmount(self) -> None:
        self._ending.ignore_signals()
        not_made = self.desk.close(self._ending.seconds_left)
        rescued = self.desk.unsaved_notes.rescue()
        if not_made or rescued:
            self.exit(return_code=1, message="\n".join([*_unsaved(not_made), *rescued]))
        if not_made and not self.is_headless:
            self._ending.give_up(1)


def _unsaved(reasons: Sequence[str]) -> list[str]:
    if not reasons:
        return []
    return [f"{counted(len(reasons), 'change')} could not be saved. {reasons[-1]}"]
