"""Every action of the reader, and every saved search, by name in the command palette."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from tui.app.bindings import KEYS, Key
from tui.app.content import displayed
from tui.app.reader_state import Pane
from tui.app.screens.reader import ReaderScreen

_Command = tuple[str, str, Callable[[], object]]


class ReaderCommands(Provider):
    """The keys of the table by their descriptions, the saved searches by their names."""

    async def startup(self) -> None:
        screen = self.screen
        self._saved = (
            await asyncio.to_thread(screen.library.saved_searches)
            if isinstance(screen, ReaderScreen)
            else []
        )

    async def discover(self) -> Hits:
        for name, help_text, run in self._commands():
            yield DiscoveryHit(Content(name), run, text=name, help=escape(help_text))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, help_text, run in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, Content(name), run, text=name, help=escape(help_text))

    def _commands(self) -> Iterator[_Command]:
        screen = self.screen
        if not isinstance(screen, ReaderScreen):
            return
        yield from self._saved_commands(screen)
        yield "clear all filters", "keeps the words", screen.action_clear_filters
        yield "rename a tag …", "on all its papers", screen.action_rename_tag
        yield "unfinished notes …", "to go on with one", screen.action_unfinished_notes
        for key in KEYS:
            if _has_use(key, screen):
                run = partial(self._run, screen, key)
                yield key.description, f"{key.group} · {screen.desk.key_of(key.id)}", run

    def _saved_commands(self, screen: ReaderScreen) -> Iterator[_Command]:
        for number, saved in enumerate(self._saved, start=1):
            key = f"{screen.desk.key_of(f'saved.{number}')} · " if number < 10 else ""
            run = partial(screen.open_search, saved.query)
            yield f"saved: {displayed(saved.name)}", f"{key}{displayed(saved.query)}", run

    async def _run(self, screen: ReaderScreen, key: Key) -> None:
        if key.scope == "document":
            await self.app.run_action(key.action, screen.document_view)
        elif key.scope == "focus":
            await self.app.run_action(key.action, screen.papers_widget)
        elif key.scope in ("list", "filters", "pane"):
            pane: Pane = "filters" if key.scope == "filters" else "list"
            screen.focus_pane(pane)
            await self.app.run_action(key.action, screen.panes[pane])
        else:
            await self.app.run_action(key.action, screen)


def _has_use(key: Key, screen: ReaderScreen) -> bool:
    """Whether a key's action can be called from the palette now."""
    if key.scope == "document":
        return screen.reading_id is not None
    if key.scope == "focus":
        return screen.in_focus
    return key.id != "palette" and not key.id.startswith("saved.")
