"""Whether the user's keymap can be used, and what gives way to it.

Actions and keys have to exist, and no key may be given to two actions. A key that an action has by
default goes to the one that the user gives it to.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from tui.config import ConfigProblem, did_you_mean


def validate_keymap(
    keymap: Mapping[str, str],
    actions: Collection[str],
    is_valid_key: Callable[[str], bool],
    heard_together: Callable[[str, str], bool],
) -> list[ConfigProblem]:
    """What is wrong with a keymap; an empty list when it can be used as it is.

    ``keymap`` maps an action to its keys, separated by commas; ``actions`` are those there are. Two
    that are ``heard_together`` can't have one key. The problems have no place yet:
    ``tui.config.located`` gives them one.
    """
    known = {action: keys for action, keys in keymap.items() if action in actions}
    return [
        *(_unknown_action(action, actions) for action in keymap if action not in actions),
        *_bad_keys(known, is_valid_key),
        *_clashes(known, heard_together),
    ]


def yielding(
    keymap: Mapping[str, str],
    defaults: Mapping[str, str],
    heard_together: Callable[[str, str], bool],
) -> tuple[dict[str, str], list[ConfigProblem]]:
    """The actions whose default keys a keymap takes, with what they keep, and how that is told.

    ``keymap`` is valid; ``defaults`` maps every action to its keys. What is left with no key at all
    has ``""``.
    """
    left: dict[str, str] = {}
    told = []
    for action, keys in keymap.items():
        rivals = {
            other: _split(left.get(other, default))
            for other, default in defaults.items()
            if other not in keymap and heard_together(action, other)
        }
        for key in dict.fromkeys(_split(keys)):
            losers = [other for other, theirs in rivals.items() if key in theirs]
            for loser in losers:
                rivals[loser].remove(key)
                left[loser] = ",".join(rivals[loser])
            if losers:
                told.append(_taken(action, key, losers))
    return left, told


def _taken(action: str, key: str, losers: Sequence[str]) -> ConfigProblem:
    message = f'"{key}" is the key of {action} here, and no longer of {" and of ".join(losers)}.'
    return _problem(
        action, message, f"To have it so without a word, set {losers[0]} to other keys."
    )


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


def _clashes(
    keymap: Mapping[str, str], heard_together: Callable[[str, str], bool]
) -> Iterator[ConfigProblem]:
    for action, keys in keymap.items():
        for key in dict.fromkeys(_split(keys)):
            rivals = [
                other
                for other, theirs in keymap.items()
                if other != action and key in _split(theirs) and heard_together(action, other)
            ]
            if rivals:
                message = f'"{key}" is the key of {" and of ".join([action, *rivals])}.'
                yield _problem(action, message, "Give all but one of them another key.")


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def _problem(action: str, message: str, hint: str) -> ConfigProblem:
    return ConfigProblem(None, None, f"keys.{action}", message, hint)
