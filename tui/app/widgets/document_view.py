"""The full text of a paper: links to follow, sections to go through, words to search for."""

import asyncio
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from textual import events
from textual.content import Content
from textual.message import Message

from tui.app.bindings import bindings_for
from tui.app.content import shortened
from tui.app.document.document import Document, Link
from tui.app.document.layout import TOP, Place
from tui.app.document.matches import Matches
from tui.app.document.painting import Highlight
from tui.app.widgets.document_lines import DocumentLines

_JUMPS_KEPT = 100
_LONGEST_SECTION = 50


class DocumentView(DocumentLines, inherit_bindings=False):
    """What has been searched for, which link has the focus, and where jumps came from."""

    BINDINGS = bindings_for("pane", "document")

    @dataclass
    class Followed(Message):
        """A link that leads out of the text was followed."""

        url: str

    @dataclass
    class LeadsNowhere(Message):
        """A link was followed to a place that this text does not have."""

    @dataclass
    class Found(Message):
        """The match with the number ``current``, from 1, of so many is shown."""

        current: int
        total: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = ""
        self._matches = Matches()
        self._link: Link | None = None
        self._reached: int | None = None
        self._came_from: list[Place] = []
        self._subtitle = ""

    def show(self, document: Document, place: Place = TOP) -> None:
        """Show another document, in which the same words are searched for."""
        self._link = self._reached = None
        self._came_from.clear()
        self._matches = Matches()
        self.repaint()
        super().show(document, place)

    # Sections

    @property
    def section(self) -> int:
        """Which of the headings the top of the screen is under; -1 before the first."""
        headings, top = self._shown.document.headings, int(self.scroll_offset.y)
        block = self._shown.block_at(top)
        section = bisect_right(headings, block, key=itemgetter(0)) - 1
        if section >= 0 and self._shown.first_line_of(headings[section][0]) > top:
            return section - 1
        return section

    @property
    def _headings(self) -> list[int]:
        """The blocks of the headings that are laid out."""
        laid_out = len(self._shown.starts)
        return [block for block, _ in self._shown.document.headings if block < laid_out]

    def jump_to(self, block: int) -> None:
        """Go to a block; :meth:`action_go_back` comes back from there."""
        self._came_from = [*self._came_from, self.place][-_JUMPS_KEPT:]
        self._go_to_block(block)

    def _go_to_block(self, block: int) -> None:
        if block < len(self._shown.starts):
            self.go_to_line(self._shown.first_line_of(block))

    def action_next_section(self) -> None:
        self._step_section(1)

    def action_previous_section(self) -> None:
        top = int(self.scroll_offset.y)
        headings = self._headings
        at_heading = self.section >= 0 and (
            self._shown.first_line_of(headings[self.section]) == top
        )
        self._step_section(-1 if at_heading else 0)

    def _step_section(self, step: int) -> None:
        headings, section = self._headings, self.section + step
        if section < 0:
            self.go_to_line(0)
        elif section < len(headings):
            self._go_to_block(headings[section])

    def moved(self) -> None:
        """Say in the border which section is read, and how much of the whole was."""
        subtitle = self._where()
        # Setting it would draw all lines anew, even if it is what it was.
        if subtitle.plain != self._subtitle:
            self._subtitle = subtitle.plain
            self.border_subtitle = subtitle

    def _where(self) -> Content:
        lines, section = len(self._shown.lines), self.section
        words = []
        if section >= 0:
            _, heading = self._shown.document.headings[section]
            words.append(shortened(heading.text.plain, _LONGEST_SECTION))
        if self.max_scroll_y and self._shown.complete:
            seen = int(self.scroll_offset.y) + self.scrollable_content_region.height
            words.append(Content(f"{min(100, seen * 100 // lines)} %"))
        return Content(" · ").join(words)

    # Links

    def action_next_link(self) -> None:
        self._step_link(1)

    def action_previous_link(self) -> None:
        self._step_link(-1)

    def _step_link(self, step: int) -> None:
        """Focus the link after the focused one, or the first in sight when that is not in sight."""
        links = self._laid_out_links()
        if not links:
            return
        if self._link in links and self._in_sight(self._link):
            place = links.index(self._link) + step
        else:
            place = self._first_link_in_sight(links, step)
        if 0 <= place < len(links):
            self._focus(links[place])

    def _laid_out_links(self) -> list[Link]:
        laid_out = len(self._shown.starts)
        return [link for link in self._shown.document.links if link.block < laid_out]

    def _first_link_in_sight(self, links: list[Link], step: int) -> int:
        top = int(self.scroll_offset.y)
        if step > 0:
            first = self._shown.position_at(top)
            return sum((link.block, link.start) < first for link in links)
        end = self._shown.position_at(top + self.scrollable_content_region.height)
        return sum((link.block, link.start) < end for link in links) - 1

    def _line_of(self, link: Link) -> int:
        return self._shown.line_of(link.block, link.start)

    def _in_sight(self, link: Link) -> bool:
        top = int(self.scroll_offset.y)
        return top <= self._line_of(link) < top + self.scrollable_content_region.height

    def _focus(self, link: Link) -> None:
        self._link = link
        self.reveal(self._line_of(link))
        self.repaint()

    def action_follow(self) -> None:
        if self._link is not None and self._in_sight(self._link):
            self.follow(self._link.target)

    def follow(self, target: str) -> None:
        """Go where a link leads to: within the text, or out of it."""
        if not target.startswith("#"):
            self.post_message(self.Followed(target))
            return
        block = self._shown.document.block_named(target[1:])
        if block is None:
            self.post_message(self.LeadsNowhere())
        else:
            self._reached = block
            self.jump_to(block)
            self.repaint()

    def action_go_back(self) -> None:
        self._reached = None
        if self._came_from:
            self.go_to_line(self._shown.line_at(self._came_from.pop()))
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        offset = event.get_content_offset(self)
        found = None if offset is None else self.character_at(offset.x, offset.y)
        if found is None:
            return
        block, place = found
        for link in self._shown.document.links:
            if link.block == block and link.start <= place < link.end:
                self._focus(link)
                self.follow(link.target)
                return

    # Searching

    def find(self, words: str) -> None:
        """Mark where the words stand, and go to the first of them from here on."""
        self._words = words
        self._look_for(words, stay=False)

    def laid_out(self) -> None:
        """Find what is searched for also in what came since."""
        if self._words:
            self._look_for(self._words, stay=True)

    def _look_for(self, words: str, *, stay: bool) -> None:
        looking = self._find(words, stay=stay)
        self.run_worker(looking, group="find", exclusive=True, exit_on_error=False)

    async def _find(self, words: str, *, stay: bool) -> None:
        document = self._shown.document
        found = await asyncio.to_thread(document.find, words)
        if words != self._words or document is not self._shown.document:
            return
        current = self._matches.current if stay else None
        self._matches = Matches(found)
        if current is None:
            self._matches.start_from(*self._shown.position_at(int(self.scroll_offset.y)))
            self._show_match()
        else:
            self._matches.start_from(current.block, current.start)
            self._tell_matches()

    def action_next_match(self) -> None:
        self._matches.step(1)
        self._show_match()

    def action_previous_match(self) -> None:
        self._matches.step(-1)
        self._show_match()

    def _show_match(self) -> None:
        match = self._matches.current
        if match is not None and match.block < len(self._shown.starts):
            self.reveal(self._shown.line_of(match.block, match.start))
        self._tell_matches()

    def _tell_matches(self) -> None:
        self.repaint()
        self.post_message(self.Found(self._matches.number, len(self._matches)))

    def forget_matches(self) -> bool:
        """Mark no words any more; ``False`` when none were searched for."""
        had_words = bool(self._words)
        self._words = ""
        self._matches = Matches()
        self.repaint()
        return had_words

    # Drawing

    def highlights(self, block: int) -> Iterable[Highlight]:
        yield from self._matches.highlights(block)
        if block == self._reached:
            yield Highlight(0, len(self._shown.document.blocks[block].text.plain), "reached")
        if self._link is not None and self._link.block == block:
            yield Highlight(self._link.start, self._link.end, "focused-link")
