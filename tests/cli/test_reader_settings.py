"""The settings checked against the reader's actions, keys and themes."""

from pathlib import Path

import pytest

from tui.app.bindings import NO_KEY, default_keymap
from tui.cli.reader_settings import is_valid_key, reader_settings


@pytest.mark.parametrize(
    "key",
    ["b", "G", "é", "1", "/", "slash", "left_square_bracket", "ctrl+r", "shift+tab", "f5",
     "pagedown", "alt+enter", "ctrl+shift+left", "+", "space", "escape", "comma"],
)  # fmt: skip
def test_keys_that_textual_knows_are_valid(key: str) -> None:
    assert is_valid_key(key)


@pytest.mark.parametrize(
    "key",
    ["", "banana", "ctrl+", "ctrl+banana", "cmd+x", "b c", "\x1b", "<any>", "ctrl++", "tab+b"],
)
def test_other_texts_are_no_keys(key: str) -> None:
    assert not is_valid_key(key)


def test_all_default_keys_are_valid() -> None:
    keys = [key for keys in default_keymap().values() for key in keys.split(",")]
    assert [key for key in keys if not is_valid_key(key)] == []


def test_what_is_wrong_falls_back_and_the_rest_is_used(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[keys]\n"paper.note" = "V,cmd+b"\n"paper.tags" = "B"\n"nope" = "z"\nundo = ""\n'
    )
    found = reader_settings(file)
    assert found.keymap == {"paper.tags": "B"}
    assert len(found.problems) == 3
    assert {problem.path for problem in found.problems} == {file}


def test_keys_are_given_their_names(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"paper.note" = "V, &"\n')
    assert reader_settings(file).keymap == {"paper.note": "V,ampersand"}


def test_a_theme_of_textuals_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[reader]\ntheme = "nord"\n')
    found = reader_settings(file)
    assert (found.settings.theme, found.problems) == ("nord", [])


def test_a_key_may_do_one_thing_in_the_list_and_another_in_the_filters(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\nselect = "enter"\n"paper.open" = "space"\n')
    found = reader_settings(file)
    assert found.keymap == {"select": "enter", "paper.open": "space"}
    assert found.problems == []


def test_a_key_of_the_users_is_taken_from_what_has_it_by_default(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\nsort = "T"\n"paper.note" = "j"\n"paper.read_mark" = "b"\n')
    found = reader_settings(file)
    assert found.keymap == {
        "sort": "T",
        "paper.note": "j",
        "paper.read_mark": "b",
        "focus": NO_KEY,
        "cursor.down": "down",
        "paper.bookmark": NO_KEY,
    }
    assert [problem.line for problem in found.problems] == [2, 3, 4]
    assert '"T" is the key of sort here, and no longer of focus.' in str(found.problems[0])


def test_two_actions_that_are_given_the_same_key_are_both_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\nselect = "B"\n"paper.note" = "B"\n')
    found = reader_settings(file)
    assert found.keymap == {}
    assert [problem.line for problem in found.problems] == [2, 3]
