"""The table of keys."""

import pytest
from textual.keys import Keys

from tui.app.bindings import (
    BY_ID,
    KEYS,
    bindings_for,
    default_keymap,
    footer_keys,
    heard_together,
    key_label,
)
from tui.app.screens.help import HelpScreen
from tui.keymap import validate_keymap

_NAMED = {key.value for key in Keys} | {
    "slash",
    "question_mark",
    "asterisk",
    "exclamation_mark",
    "full_stop",
    "comma",
    "left_parenthesis",
    "right_parenthesis",
    "left_square_bracket",
    "right_square_bracket",
    *(f"alt+{digit}" for digit in range(1, 10)),
}


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(KEYS)


def test_every_default_key_is_a_key() -> None:
    names = [name for key in KEYS for name in key.keys.split(",")]
    assert [name for name in names if len(name) > 1 and name not in _NAMED] == []


def test_no_default_key_has_two_actions_that_hear_it_together() -> None:
    clashes = [
        (first.id, second.id)
        for place, first in enumerate(KEYS)
        for second in KEYS[place + 1 :]
        if heard_together(first.id, second.id)
        and set(first.keys.split(",")) & set(second.keys.split(","))
    ]
    assert clashes == []


def test_list_and_filters_never_hear_a_key_together() -> None:
    assert not heard_together("select", "filter.tick")
    assert not heard_together("filter.tick", "select")
    assert heard_together("select", "paper.bookmark")
    assert heard_together("cursor.down", "select")


def test_a_text_hears_the_keys_of_the_screen_but_for_those_that_it_stands_in_for() -> None:
    assert heard_together("document.contents", "paper.bookmark")
    assert heard_together("cursor.down", "document.follow")
    assert not heard_together("document.follow", "paper.open")
    assert not heard_together("document.search", "search")
    assert not heard_together("pane.next", "document.link_next")


def test_the_focus_mode_stands_in_for_whatever_the_reader_does_with_its_keys() -> None:
    assert heard_together("focus.later", "focus.keep")
    assert not heard_together("focus.keep", "paper.bookmark")
    assert not heard_together("paper.read_mark", "focus.keep")
    assert not heard_together("focus.later", "pane.right")
    assert not heard_together("focus.later", "cursor.down")
    assert not heard_together("focus.read", "paper.open")


def test_the_defaults_are_a_valid_keymap() -> None:
    defaults = default_keymap()
    assert validate_keymap(defaults, defaults, lambda _: True, heard_together) == []


def test_bindings_carry_the_ids_that_a_keymap_changes() -> None:
    bound = {getattr(binding, "id", None) for binding in bindings_for("list", "filters")}
    assert bound == {key.id for key in KEYS if key.scope in ("list", "filters")}


def test_the_footer_begins_with_the_keys_that_matter() -> None:
    first = [key.id for key in footer_keys()][:4]
    assert first == ["search", "paper.bookmark", "paper.archive", "paper.code"]


def test_every_group_has_its_place_in_the_help() -> None:
    text = "\n".join(line.plain for line in HelpScreen(lambda key: BY_ID[key].keys)._lines())
    numbered = ("link.", "saved.")
    assert [
        key.id for key in KEYS if key.description not in text and not key.id.startswith(numbered)
    ] == []


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ("b", "b"),
        ("ctrl+d,pagedown", "^d pgdn"),
        ("j, down", "j ↓"),
        ("slash", "/"),
        ("left_square_bracket", "["),
        ("shift+tab", "shift+tab"),
        ("escape", "esc"),
        ("question_mark", "?"),
    ],
)
def test_keys_are_written_for_people(keys: str, label: str) -> None:
    assert key_label(keys) == label
