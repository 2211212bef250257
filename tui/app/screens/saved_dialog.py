"""The saved searches in one list: opened, put in order, watched, renamed, removed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.bindings import BY_ID
from tui.app.content import one_line, plain
from tui.app.screens.dialog import Dialog
from tui.app.screens.menu import number_key
from tui.app.widgets.filter_pane import WATCHED
from tui.library import SavedSearch

_NAME_CELLS = 28
_COUNT_CELLS = 7
_HINT = "enter opens · J K down, up · w watch · r rename · d remove · esc closes"


@dataclass(frozen=True, slots=True)
class SavedDeeds:
    """What is done with the search under the cursor; each brings the dialog up to date itself."""

    move: Callable[[SavedSearch, int], None]
    watch: Callable[[SavedSearch], None]
    rename: Callable[[SavedSearch], None]
    remove: Callable[[SavedSearch], None]


class SavedDialog(Dialog[str | None]):
    """Gives the query of the search to open, or ``None``."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding(BY_ID["searches"].keys, "dismiss", "Close", show=False, id="searches"),
        Binding("j", "go(1)", "Down", show=False),
        Binding("k", "go(-1)", "Up", show=False),
        Binding("J,shift+down", "move(1)", "Move down", show=False),
        Binding("K,shift+up", "move(-1)", "Move up", show=False),
        Binding("w", "watch", "Watch", show=False),
        Binding("r", "rename", "Rename", show=False),
        Binding("d,delete", "remove", "Remove", show=False),
    ]

    def __init__(
        self,
        searches: Sequence[SavedSearch],
        deeds: SavedDeeds,
        unread_counts: Callable[[], Mapping[str, int | None]],
    ) -> None:
        super().__init__()
        self._searches = searches
        self._deeds = deeds
        self._unread_counts = unread_counts

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog contents saved") as dialog:
            dialog.border_title = "Saved searches"
            yield OptionList(*self._options(), markup=False, compact=True)
            about = f"{WATCHED} watched: you are told of its new papers · the number: unread"
            yield Static(f"{_HINT}\n{about}", markup=False, classes="hint")

    def on_mount(self) -> None:
        self._list.highlighted = 0

    def show(self, searches: Sequence[SavedSearch], *, at: str) -> None:
        """Show the searches as they are now, the cursor on the one with the name ``at``."""
        place = self._list.highlighted or 0
        self._searches = searches
        self._list.clear_options()
        self._list.add_options(self._options())
        names = [search.name for search in searches]
        place = names.index(at) if at in names else min(place, len(names) - 1)
        self._list.highlighted = place if names else None

    def show_counts(self) -> None:
        """Show the numbers of unread papers as far as they are known by now."""
        for place, option in enumerate(self._options()):
            self._list.replace_option_prompt_at_index(place, option.prompt)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _current(self) -> SavedSearch | None:
        place = self._list.highlighted
        return None if place is None else self._searches[place]

    def _options(self) -> list[Option]:
        unread = self._unread_counts()
        return [
            Option(_line(number, one, unread.get(one.name)))
            for number, one in enumerate(self._searches, start=1)
        ]

    def action_go(self, steps: int) -> None:
        if self._searches:
            place = (self._list.highlighted or 0) + steps
            self._list.highlighted = place % len(self._searches)

    def action_move(self, steps: int) -> None:
        place = (self._list.highlighted or 0) + 1 + steps
        if self._current is not None and 1 <= place <= len(self._searches):
            self._deeds.move(self._current, place)

    def action_watch(self) -> None:
        if self._current is not None:
            self._deeds.watch(self._current)

    def action_rename(self) -> None:
        if self._current is not None:
            self._deeds.rename(self._current)

    def action_remove(self) -> None:
        if self._current is not None:
            self._deeds.remove(self._current)

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._searches[event.option_index].query)


def _line(number: int, search: SavedSearch, unread: int | None) -> Content:
    mark = WATCHED if search.watched else " "
    start = Content.styled(f"{number_key(number):1} ", "bold") + Content(f"{mark} ")
    name = one_line(plain(search.name), _NAME_CELLS)
    count = "" if unread is None else f"{unread:,}"
    query = plain(search.query or "everything").stylize("dim")
    return start + name + f"{count:>{_COUNT_CELLS}}  " + query
