"""Every key of the reader, in one table.

Bindings, footer, help, palette and the keymap of the configuration are made from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """One action that a key can call.

    ``id`` names it in the ``[keys]`` table of the configuration, ``keys`` are its default keys
    separated by commas, ``action`` is the method behind it and ``scope`` the pane that must have
    the focus (``reader``: any pane). ``hint`` is its word in the footer; ``""`` keeps it out.
    """

    id: str
    keys: str
    action: str
    description: str
    group: str
    scope: str = "reader"
    hint: str = ""


KEYS: tuple[Key, ...] = (
    Key("search", "slash", "search", "search", "Find", hint="search"),
    Key("paper.bookmark", "b", "bookmark", "bookmark or not", "Triage", hint="bookmark"),
    Key("paper.archive", "x", "archive", "archive and go on", "Triage", hint="archive"),
    Key("paper.code", "o", "open_code", "open the code", "Open", hint="code"),
    Key("undo", "u", "undo", "undo the last change", "Triage", hint="undo"),
    Key("redo", "ctrl+r", "redo", "redo what was undone", "Triage", hint="redo"),
    Key("export", "e", "export", "export papers to a file", "Take along", hint="export"),
    Key("copy", "y", "copy", "copy title, link, BibTeX …", "Take along", hint="copy"),
    Key("filters", "f", "filters", "open, enter or close the filters", "Find", hint="filters"),
    Key("sort", "s", "sort", "choose the order", "Find", hint="sort"),
    Key(
        "paper.read_mark", "m", "toggle_read", "mark as read or unread", "Triage", hint="mark read"
    ),
    Key("paper.tags", "t", "tags", "edit tags", "Triage", hint="tags"),
    Key("paper.note", "n", "note", "write a note", "Triage", hint="note"),
    Key("paper.note_editor", "N", "note_in_editor", "write a note in your editor", "Triage"),
    Key("focus", "T", "focus_mode", "one paper at a time, in large", "Triage"),
    Key("history", "U", "history", "the history: undo or redo up to a step", "Triage"),
    Key("paper.page", "p", "open_page", "open the paper's page", "Open"),
    Key("paper.pdf", "P", "open_pdf", "open the PDF", "Open"),
    *(
        Key(f"link.{number}", str(number), f"open_link({number})", f"open link {number}", "Open")
        for number in range(1, 10)
    ),
    Key("paper.download", "d", "download_pdf", "download the PDF", "Open"),
    Key("paper.enrich", "E", "enrich", "look up what it lacks", "Take along"),
    Key("search.save", "S", "save_search", "save this search", "Find"),
    Key("searches", "W", "saved_searches", "saved searches: order, watch, rename", "Find"),
    *(
        Key(
            f"saved.{number}",
            f"alt+{number}",
            f"open_saved({number})",
            f"open saved search {number}",
            "Find",
        )
        for number in range(1, 10)
    ),
    Key("similar", "i", "similar", "similar papers", "Find"),
    Key("day.previous", "left_square_bracket", "previous_day", "previous list day", "Find"),
    Key("day.next", "right_square_bracket", "next_day", "next list day", "Find"),
    Key("refresh", "r", "sync", "fetch what is new", "Find"),
    Key("new", "R", "refresh_results", "show what is new", "Find"),
    Key("density", "z", "density", "one or two lines a paper", "View"),
    Key("pane.next", "tab", "next_pane", "next pane", "Move"),
    Key("pane.previous", "shift+tab", "previous_pane", "previous pane", "Move"),
    Key("pane.left", "h", "pane_left", "pane to the left", "Move"),
    Key("pane.right", "l", "pane_right", "pane to the right", "Move"),
    Key("leave", "escape", "leave", "leave, then clear", "Move"),
    Key("palette", "ctrl+p", "app.command_palette", "every action by name", "View"),
    Key("help", "question_mark", "help", "this help", "View"),
    Key("quit", "q", "app.quit", "quit", "View"),
    Key("cursor.down", "j,down", "cursor_down", "down", "Move", scope="pane"),
    Key("cursor.up", "k,up", "cursor_up", "up", "Move", scope="pane"),
    Key("cursor.first", "g,home", "cursor_first", "to the first", "Move", scope="pane"),
    Key("cursor.last", "G,end", "cursor_last", "to the last", "Move", scope="pane"),
    Key("page.down", "ctrl+d,pagedown", "page_down", "half a page down", "Move", scope="pane"),
    Key("page.up", "ctrl+u,pageup", "page_up", "half a page up", "Move", scope="pane"),
    Key("paper.open", "enter", "open_paper", "read in full", "Open", scope="list", hint="read"),
    Key("select", "space", "select", "select or not", "Select", scope="list"),
    Key("select.range", "v", "select_range", "start or end a range", "Select", scope="list"),
    Key(
        "select.all", "asterisk", "screen.select_all", "select all of this query", "Select", "list"
    ),
    Key("filter.tick", "space,enter", "tick", "tick a filter or not", "Filter", scope="filters"),
    Key("filter.exclude", "exclamation_mark", "exclude", "exclude", "Filter", scope="filters"),
    Key("focus.keep", "b", "screen.keep", "keep it: bookmark and archive, go on", "Focus", "focus"),
    Key(
        "focus.dismiss", "x", "screen.dismiss_paper", "dismiss it: archive, go on", "Focus", "focus"
    ),
    Key("focus.later", "j,right", "screen.decide_later", "later: go on", "Focus", "focus"),
    Key("focus.back", "k,left", "screen.back_to_paper", "back to the one before", "Focus", "focus"),
    Key("focus.read", "enter", "screen.read_or_go_on", "read in full; next day", "Focus", "focus"),
    Key("focus.down", "down,ctrl+d,pagedown,space", "page_down", "text down", "Focus", "focus"),
    Key("focus.up", "up,ctrl+u,pageup", "page_up", "text up", "Focus", "focus"),
    Key("document.contents", "c", "screen.contents", "contents", "Read", scope="document"),
    Key("document.search", "slash", "screen.find_in_text", "find in the text", "Read", "document"),
    Key("document.match_next", "full_stop", "next_match", "next match", "Read", "document"),
    Key("document.match_previous", "comma", "previous_match", "previous match", "Read", "document"),
    Key("document.screen_down", "space", "screen_down", "a screen down", "Read", "document"),
    Key(
        "document.section_next",
        "right_parenthesis",
        "next_section",
        "next section",
        "Read",
        "document",
    ),
    Key(
        "document.section_previous",
        "left_parenthesis",
        "previous_section",
        "previous section",
        "Read",
        "document",
    ),
    Key("document.link_next", "tab", "next_link", "next link", "Read", "document"),
    Key(
        "document.link_previous",
        "shift+tab",
        "previous_link",
        "previous link",
        "Read",
        "document",
    ),
    Key("document.follow", "enter", "follow", "follow the link", "Read", "document"),
    Key("document.back", "backspace", "go_back", "back from where a link led", "Read", "document"),
    Key("document.again", "F", "screen.fetch_again", "fetch the text again", "Read", "document"),
)

BY_ID: Mapping[str, Key] = {key.id: key for key in KEYS}

NO_KEY = "no_key"
"""What stands in a keymap for no key at all; an empty text would mean the default."""

# Which scopes hear a key at the same time, so that two actions on it would clash. What the focus
# mode does with a key is in the place of whatever the reader does with it.
_HEARD_TOGETHER = {
    "reader": {"reader", "pane", "list", "filters", "document"},
    "pane": {"reader", "pane", "list", "filters", "document"},
    "list": {"reader", "pane", "list"},
    "filters": {"reader", "pane", "filters"},
    "document": {"reader", "pane", "document"},
    "focus": {"focus"},
}
# What an action does while a text is read, in the place of another with the same key.
_STANDS_IN_FOR = {
    ("document.search", "search"),
    ("document.link_next", "pane.next"),
    ("document.link_previous", "pane.previous"),
}


def default_keymap() -> dict[str, str]:
    """The default keys of every action, by its id."""
    return {key.id: key.keys for key in KEYS}


def heard_together(first: str, second: str) -> bool:
    """Whether two actions would clash if they had the same key."""
    if (first, second) in _STANDS_IN_FOR or (second, first) in _STANDS_IN_FOR:
        return False
    return BY_ID[second].scope in _HEARD_TOGETHER[BY_ID[first].scope]


def bindings_for(*scopes: str) -> list["BindingType"]:
    """Textual bindings for the actions of the given scopes, with ids a keymap can change."""
    from textual.binding import Binding

    return [
        Binding(key.keys, key.action, key.description, show=False, id=key.id)
        for key in KEYS
        if key.scope in scopes
    ]


def footer_keys() -> Iterator[Key]:
    """The actions worth a place in the footer, the most needed first."""
    return (key for key in KEYS if key.hint)


_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "asterisk": "*",
    "exclamation_mark": "!",
    "full_stop": ".",
    "comma": ",",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def key_label(keys: str) -> str:
    """How keys are written for people: ``ctrl+d,pagedown`` gives ``^d pgdn``."""
    names = [key.strip() for key in keys.split(",")]
    return " ".join(_SHOWN.get(name, name.replace("ctrl+", "^")) for name in names)
