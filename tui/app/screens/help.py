"""Every key and the query language, on one page."""

from collections.abc import Callable, Iterator
from itertools import groupby

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.app.bindings import KEYS, Key
from tui.app.screens.dialog import Dialog
from tui.app.widgets.filter_pane import WATCHED
from tui.app.widgets.paper_row import ARCHIVED, BOOKMARKED, NOTED, SELECTED

_LANGUAGE = (
    ("long range", "all the words, stemmed, accents and case ignored"),
    ('"chain of thought"', "the words next to each other"),
    ("gan OR diffusion", "either"),
    ("-survey", "not this word"),
    ("transf*  transfomer~", "a beginning, a word with a typo"),
    ("title: abstract: author: keyword: note:", "in one field"),
    ("cat:cs.CL  tag:toread  source:page  id:2501.00663", "exact values"),
    ("upvotes:>50  stars:100..5000", "numbers"),
    ("date:2025-03  date:7d  year:2024", "days"),
    ("is:inbox unread read bookmarked archived", "what you did with it"),
    ("has:code project pdf note tag abstract", "what it has"),
    ("sort:relevance newest upvotes stars title for-you", "the order"),
)

_GROUPS = (
    "Move",
    "Find",
    "Triage",
    "Focus",
    "Select",
    "Open",
    "Read",
    "Take along",
    "Filter",
    "View",
)


class HelpScreen(Dialog[None]):
    """Closed by the key that opened it, by escape, or by q."""

    BINDINGS = [
        Binding("escape,q,question_mark", "dismiss", "Close", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("ctrl+d,pagedown,space", "scroll(10)", "Page down", show=False),
        Binding("ctrl+u,pageup", "scroll(-10)", "Page up", show=False),
    ]

    def __init__(self, key_of: Callable[[str], str], *, first: str = _GROUPS[0]) -> None:
        """The group ``first`` comes before all others."""
        super().__init__()
        self._key_of = key_of
        self._groups = sorted(_GROUPS, key=lambda group: group != first)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog page", can_focus=False) as page:
            page.border_title = "Keys and query language"
            page.border_subtitle = "j k scroll · esc closes"
            yield Static(Content("\n").join(self._lines()), markup=False)

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _lines(self) -> Iterator[Content]:
        ordered = sorted(_shown_keys(), key=lambda key: self._groups.index(key.group))
        for group, keys in groupby(ordered, key=lambda key: key.group):
            yield Content.styled(group, "bold underline")
            for key in keys:
                yield _line(*_label(key, self._key_of(key.id)), 14)
            yield Content("")
        yield Content.styled("Marks", "bold underline")
        for mark, meaning in _MARKS:
            yield _line(mark, meaning, 14)
        yield Content("")
        yield Content.styled("Query language", "bold underline")
        for example, meaning in _LANGUAGE:
            yield _line(example, meaning, 24)


_MARKS = (
    ("bold title", "unread"),
    (BOOKMARKED, "bookmarked"),
    (ARCHIVED, "archived: dimmed, and gone at the next refresh of the inbox"),
    (SELECTED, "selected"),
    (NOTED, "has a note (in one line a paper)"),
    (WATCHED, "a saved search that is watched"),
)
_NUMBERED = {"link": "open a link by its number", "saved": "open a saved search by its number"}


def _shown_keys() -> list[Key]:
    """The keys worth a line; those of links and saved searches 2 to 9 stand under the first."""
    others = {f"{what}.{number}" for what in _NUMBERED for number in range(2, 10)}
    return [key for key in KEYS if key.id not in others]


def _label(key: Key, keys: str) -> tuple[str, str]:
    what, _, number = key.id.partition(".")
    return (f"{keys} …", _NUMBERED[what]) if number == "1" else (keys, key.description)


def _line(left: str, right: str, width: int) -> Content:
    gap = " " * max(2, width - len(left))
    return Content.styled(f"  {left}", "bold") + Content(f"{gap}{right}")
