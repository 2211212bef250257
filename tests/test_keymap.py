"""The user's keymap: unknown actions, keys that are none, keys that two actions want."""

import pytest

from tui.keymap import validate_keymap, yielding

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


def together(first: str, second: str) -> bool:
    return {first, second} != {"list.down", "dialog.close"}


def problems_of(keymap: dict[str, str]) -> list[tuple[str, str, str]]:
    found = validate_keymap(keymap, ACTIONS, is_key, together)
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
    found = problems_of({"paper.bookmark": "J", "list.up": "k,J"})
    assert [key for key, _, _ in found] == ["keys.paper.bookmark", "keys.list.up"]
    assert found[0][1] == '"J" is the key of paper.bookmark and of list.up.'


def test_actions_that_are_never_heard_together_may_share_a_key() -> None:
    assert problems_of({"list.down": "B", "dialog.close": "B"}) == []
    assert yielding({"dialog.close": "j"}, ACTIONS, together) == ({}, [])


def test_a_default_gives_way_to_the_key_of_the_user_and_both_are_named() -> None:
    left, told = yielding({"paper.bookmark": "j,x", "list.up": "K"}, ACTIONS, together)
    assert left == {"list.down": "down", "paper.archive": ""}
    assert [problem.message for problem in told] == [
        '"j" is the key of paper.bookmark here, and no longer of list.down.',
        '"x" is the key of paper.bookmark here, and no longer of paper.archive.',
    ]
    left, [problem] = yielding({"paper.archive": "escape"}, ACTIONS, together)
    assert left == {"dialog.close": "", "search.leave": ""}
    assert problem.message.endswith("no longer of dialog.close and of search.leave.")


def test_keys_that_are_swapped_take_nothing() -> None:
    assert yielding({"paper.bookmark": "x", "paper.archive": "b"}, ACTIONS, together) == ({}, [])
