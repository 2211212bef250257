"""The user's keymap: unknown actions, keys that are none, keys that two actions want."""

import pytest

from tui.keymap import validate_keymap

ACTIONS = {
    "list.down": "j,down",
    "list.up": "k,up",
    "paper.bookmark": "b",
    "paper.archive": "x",
    "dialog.close": "escape",
    "search.leave": "escape",
}


def is_key(key: str) -> bool:
    return len(key) == 1 or key in {"down", "up", "escape", "ctrl+b"}


def problems_of(keymap: dict[str, str]) -> list[tuple[str, str, str]]:
    found = validate_keymap(keymap, ACTIONS, is_key)
    return [(problem.key, problem.message, problem.hint) for problem in found]


@pytest.mark.parametrize(
    "keymap",
    [
        {},
        {"paper.bookmark": "B"},
        {"paper.bookmark": "ctrl+b, B"},
        {"paper.bookmark": "x", "paper.archive": "b"},
        {"paper.bookmark": "b,b"},
    ],
)
def test_a_keymap_without_clashes_is_fine(keymap: dict[str, str]) -> None:
    assert problems_of(keymap) == []


def test_an_unknown_action_gets_the_nearest_one() -> None:
    [(key, message, hint)] = problems_of({"paper.bokmark": "B"})
    assert (key, message) == ("keys.paper.bokmark", "There is no such action.")
    assert hint == 'Did you mean "paper.bookmark"?'
    [(_, _, hint)] = problems_of({"zzz": "B"})
    assert "Press ?" in hint


@pytest.mark.parametrize(
    ("keys", "named"), [("hyper+b", "hyper+b"), ("B,nope", "nope"), (" , ", "")]
)
def test_a_key_that_is_none_is_named(keys: str, named: str) -> None:
    [(key, message, _)] = problems_of({"paper.bookmark": keys})
    assert key == "keys.paper.bookmark"
    assert message == f'"{named}" is no key.'


def test_a_clash_names_the_key_and_all_its_actions() -> None:
    [(key, message, _)] = problems_of({"paper.bookmark": "j"})
    assert key == "keys.paper.bookmark"
    assert message == '"j" is the key of list.down and of paper.bookmark.'


def test_actions_that_share_a_key_by_default_are_meant_to() -> None:
    assert problems_of({"list.up": "K"}) == []
    assert len(problems_of({"paper.archive": "escape"})) == 1
