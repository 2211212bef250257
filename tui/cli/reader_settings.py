"""The settings checked against what only the reader knows: its actions, keys and themes."""

import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tui.config import ConfigProblem, Settings, did_you_mean, load, located

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_FIRST_SYMBOL = "\u2100"  # From here on Unicode has signs, arrows and pictures.


class ReaderSettings(NamedTuple):
    """What the reader starts with: all that can be used, and what could not."""

    settings: Settings
    keymap: Mapping[str, str]
    problems: list[ConfigProblem]


def reader_settings(path: Path) -> ReaderSettings:
    """The settings of the file at ``path``; what is wrong in it has its default."""
    settings, problems = load(path)
    keymap, keymap_problems = _checked_keymap(settings.keymap)
    found = [*keymap_problems, *_theme_problems(settings.theme)]
    return ReaderSettings(settings, keymap, [*problems, *located(found, path)])


def _checked_keymap(keymap: Mapping[str, str]) -> tuple[dict[str, str], list[ConfigProblem]]:
    """What can be used of a keymap, with the defaults that give way to it; and what is wrong."""
    if not keymap:
        return {}, []
    from tui.app.bindings import NO_KEY, default_keymap, heard_together
    from tui.keymap import validate_keymap, yielding

    defaults = default_keymap()
    wanted = {action: _keys_by_name(keys) for action, keys in keymap.items()}
    problems = validate_keymap(wanted, defaults, is_valid_key, heard_together)
    bad = {problem.key.removeprefix("keys.") for problem in problems}
    usable = {action: keys for action, keys in wanted.items() if action not in bad}
    left, told = yielding(usable, defaults, heard_together)
    given_way = {action: keys or NO_KEY for action, keys in left.items()}
    return {**usable, **given_way}, [*problems, *told]


def is_valid_key(key: str) -> bool:
    """Whether Textual knows ``key``: a character or a key's name, with modifiers before it."""
    *modifiers, name = [key] if len(key) == 1 else key.split("+")
    return _MODIFIERS.issuperset(modifiers) and (name in _key_names() or _is_typed(name))


@cache
def _key_names() -> frozenset[str]:
    """The names of the keys that type nothing, and of those that type a sign of ASCII."""
    from textual.keys import Keys

    silent = (key.value for key in Keys if key.value.isalnum())
    return frozenset({*silent, *map(_keys_by_name, string.punctuation)})


def _is_typed(name: str) -> bool:
    """Whether a keyboard may have a key for this character, or for the one of this name.

    Textual takes any Unicode name for one of a key; ``banana`` is nobody's.
    """
    from textual.keys import key_to_character

    character = name if len(name) == 1 else key_to_character(name) or ""
    return character.isalpha() or (character.isprintable() and "" < character < _FIRST_SYMBOL)


def _keys_by_name(keys: str) -> str:
    """Keys as Textual names them (``/`` is ``slash``), so that two names of one key clash."""
    from textual.binding import Binding, InvalidBinding

    try:
        return ",".join(binding.key for binding in Binding.make_bindings([Binding(keys, "")]))
    except InvalidBinding:
        return keys


def _theme_problems(theme: str) -> list[ConfigProblem]:
    if theme == Settings().theme:
        return []
    from textual.theme import BUILTIN_THEMES

    if theme in BUILTIN_THEMES:
        return []
    known = f"Known are {', '.join(sorted(BUILTIN_THEMES))}."
    hint = did_you_mean(theme, BUILTIN_THEMES) or known
    return [ConfigProblem(None, None, "reader.theme", f"There is no theme “{theme}”.", hint)]
