"""Opening a paper's links, and taking a paper along by clipboard or file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.actions import SkipAction

from tui.app.browser import open_url
from tui.app.clipboard import copy_to_system
from tui.app.screens.menu import Choice, Menu, number_key
from tui.app.screens.reader_base import SECONDS_TO_READ
from tui.app.screens.search_flow import SearchFlow
from tui.papers.links import numbered_links, paper_page_url
from tui.papers.paper import Entry, Link, LinkKind, Paper
from tui.papers.text import clean
from tui.papers.words import counted

if TYPE_CHECKING:
    from tui.app.screens.export_dialog import ExportWish

_MOST_COPIED = 1_000
_MOST_OPENED = 20
_CODE_KINDS = (LinkKind.CODE, LinkKind.MODEL, LinkKind.DATASET, LinkKind.SPACE)


class OpenActions(SearchFlow):
    """What leaves the reader: links, copies and exports."""

    # Opening

    def action_open_code(self) -> None:
        entry = self.current
        if self.opens_each(lambda paper: next((link.url for link in _code_links(paper)), None)):
            return
        if entry is None:
            return
        links = _code_links(entry.paper)
        if not links:
            key = self.desk.key_of("paper.page")
            self.say(f"This paper links no code. {key} opens its page.")
        elif len(links) == 1:
            self.open(links[0].url)
        else:
            self.open_dialog(_link_menu(links), self.open)

    def action_open_page(self) -> None:
        if not self.opens_each(paper_page_url) and self.current is not None:
            self.open(paper_page_url(self.current.paper))

    def opens_each(self, url_of: Callable[[Paper], str | None]) -> bool:
        """Open one link of each paper, where several are selected; whether they are."""
        ids = self.target_ids
        if len(ids) > _MOST_OPENED:
            self.say(f"No more than {_MOST_OPENED} papers are opened at once.")
        elif len(ids) > 1:
            self._open_each(ids, url_of)
        return len(ids) > 1

    def _open_each(self, ids: list[int], url_of: Callable[[Paper], str | None]) -> None:
        open_with = self.desk.settings.open_with

        def open_all() -> list[bool]:
            urls = (url_of(entry.paper) for entry in self.library.entries(ids))
            return [open_url(url, open_with) for url in urls if url]

        def show(opened: list[bool]) -> None:
            if opened and not any(opened):
                self.say(f"No browser here. {self.desk.key_of('copy')} copies the links.")
            else:
                self.say(f"Opened {counted(sum(opened), 'link')} of {counted(len(ids), 'paper')}")

        self.read(open_all, show, group="open")

    def action_open_link(self, number: int) -> None:
        if self.current is None:
            return
        links = numbered_links(self.current.paper)
        if number > len(links):
            self.say(f"This paper has {counted(len(links), 'link')}.")
        else:
            self.open(links[number - 1].url)

    def open(self, url: str) -> None:
        """Open a link in the browser, or copy and show it where no browser can open."""
        open_with = self.desk.settings.open_with
        self.open_by(lambda: open_url(url, open_with), url)

    def open_by(self, open_it: Callable[[], bool], address: str) -> None:
        """Open something in a thread, or copy and show its address where that can't be done."""

        def show(opened: bool) -> None:
            if opened:
                self.say(f"Opened {address}")
            else:
                # A link can be longer than the footer, where its end would not be seen.
                self.notify(
                    clean(address), title="No browser here", markup=False, timeout=SECONDS_TO_READ
                )
                self.copy(address, lambda way: f"No browser here; the link is copied {way}.")

        self.read(open_it, show, group="open")

    # Copying

    def action_copy(self) -> None:
        """Offer what can be copied of the selection, or else of the paper under the cursor."""
        ids = self.target_ids
        if not ids:
            self.say("No paper here to copy.")
        elif len(ids) > _MOST_COPIED:
            key = self.desk.key_of("export")
            self.say(f"No more than {_MOST_COPIED:,} papers are copied; {key} exports more.")
        else:
            self.ask(lambda: self.library.entries(ids), self._offer_copies, group="dialog")

    def _offer_copies(self, entries: list[Entry]) -> None:
        from tui.library import SNIPPETS

        made = ((one, one.render(entries)) for one in SNIPPETS.values())
        choices = [Choice(one.name[0], one.description, text) for one, text in made if text]
        title = "Copy" if len(entries) == 1 else f"Copy from {counted(len(entries), 'paper')}"

        def copy(text: str) -> None:
            self.copy(text, lambda way: f"Copied {way}: {_beginning(text)}")

        self.open_dialog(Menu(title, choices), copy)

    def action_copy_text(self) -> None:
        """Copy the text selected with the mouse, the same way as all else."""
        text = self.get_selected_text()
        if not text:
            raise SkipAction
        self.copy(text, lambda way: f"Copied {way}: {_beginning(text)}")

    def copy(self, text: str, words: Callable[[str], str]) -> None:
        """Copy a text, and say by which way it went."""

        def show(copied: bool) -> None:
            if not copied:
                self.app.copy_to_clipboard(text)
            self.say(words("to the clipboard" if copied else "through the terminal (OSC 52)"))

        self.read(lambda: copy_to_system(text), show, group="copy")

    # Exporting

    def action_export(self) -> None:
        from tui.app.screens.export_dialog import ExportDialog

        selected = self.paper_list.selected_ids
        shown = list(self.paper_list.ids)

        def ask(bookmarked: list[int]) -> None:
            scopes = {"selection": selected, "bookmarks": bookmarked, "this query": shown}
            present = {name: ids for name, ids in scopes.items() if ids}
            if present:
                self.open_dialog(ExportDialog(present), self._export)
            else:
                self.say("No papers here to export.")

        self.ask(self.library.bookmarked_ids, ask, group="dialog")

    def _export(self, wish: "ExportWish") -> None:
        def show(path: Path) -> None:
            self.say(f"Exported {counted(len(wish.ids), 'paper')} to {path}")

        self.write(
            lambda: self.library.export_to(wish.path, wish.ids, wish.format, replace=wish.replace),
            show,
        )


def _code_links(paper: Paper) -> tuple[Link, ...]:
    return paper.links_of(LinkKind.CODE) or paper.links_of(*_CODE_KINDS)


def _link_menu(links: tuple[Link, ...]) -> Menu[str]:
    choices = [
        Choice(number_key(place), f"{link.kind.value}  {link.url}", link.url)
        for place, link in enumerate(links, start=1)
    ]
    return Menu("Open", choices)


def _beginning(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= 60 else f"{first[:59]}…"
