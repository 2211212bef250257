"""Whether the user's keymap can be used: actions and keys exist, and no key has two actions."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from tui.config import ConfigProblem, did_you_mean


def validate_keymap(
    keymap: Mapping[str, str],
    actions: Mapping[str, str],
    is_valid_key: Callable[[str], bool],
) -> list[ConfigProblem]:
    """What is wrong with a keymap; an empty list when it can be used as it is.

    ``keymap`` and ``actions`` (every action with its default) map an action to its keys, separated
    by commas. A clash is reported where the keymap makes it: actions that share a key by default
    are meant to. The problems have no place yet: ``tui.config.located`` gives them one.
    """
    known = {action: keys for action, keys in keymap.items() if action in actions}
    return [
        *(_unknown_action(action, actions) for action in keymap if action not in actions),
        *_bad_keys(known, is_valid_key),
        *_clashes(known, actions),
    ]


def _unknown_action(action: str, actions: Iterable[str]) -> ConfigProblem:
    hint = did_you_mean(action, actions) or "Press ? in the reader for the names of all actions."
    return _problem(action, "There is no such action.", hint)


def _bad_keys(
    keymap: Mapping[str, str], is_valid_key: Callable[[str], bool]
) -> Iterator[ConfigProblem]:
    hint = 'Keys are written like "b", "ctrl+r" or "j,down".'
    for action, keys in keymap.items():
        for key in _split(keys) or [""]:
            if not key or not is_valid_key(key):
                yield _problem(action, f'"{key}" is no key.', hint)


def _clashes(keymap: Mapping[str, str], actions: Mapping[str, str]) -> Iterator[ConfigProblem]:
    for key, owners in _actions_by_key({**actions, **keymap}).items():
        remapped = [action for action in owners if action in keymap]
        if len(owners) > 1 and remapped:
            message = f'"{key}" is the key of {" and of ".join(owners)}.'
            yield _problem(remapped[0], message, "Give all but one of them another key.")


def _actions_by_key(keymap: Mapping[str, str]) -> dict[str, list[str]]:
    actions: dict[str, list[str]] = {}
    for action, keys in keymap.items():
        for key in dict.fromkeys(_split(keys)):
            actions.setdefault(key, []).append(action)
    return actions


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def _problem(action: str, message: str, hint: str) -> ConfigProblem:
    return ConfigProblem(None, None, f"keys.{action}", message, hint)
