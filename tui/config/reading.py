"""From ``config.toml`` to settings; what can't be used is a problem and has its default."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.config.kinds import did_you_mean
from tui.config.known import KEYS, KEYS_OF_ONE_ACTION, SECTIONS, SETTINGS, Setting
from tui.config.problems import ConfigProblem, with_lines
from tui.config.settings import Settings
from tui.config.writing import as_toml


def load(path: Path) -> tuple[Settings, list[ConfigProblem]]:
    """The settings in the file, and what in it can't be used; what is left has its default.

    A missing file is all defaults; so is one that can't be read or is not TOML, with a problem
    that says why. Nothing is raised.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings(), []
    except UnicodeDecodeError:
        return Settings(), [ConfigProblem(path, None, "", "The file is not UTF-8 text.")]
    except OSError as error:
        message = f"The file can't be read: {error.strerror or error}."
        return Settings(), [ConfigProblem(path, None, "", message)]
    return _parse(path, text)


def _parse(path: Path, text: str) -> tuple[Settings, list[ConfigProblem]]:
    import tomllib

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(), [_syntax_problem(path, text, str(error))]
    settings, problems = _validated(table)
    return settings, with_lines(problems, path, text)


def _syntax_problem(path: Path, text: str, reason: str) -> ConfigProblem:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", reason)
    what, number = found.groups() if found else (reason, None)
    line = int(number) if number else len(text.splitlines())
    hint = 'A setting is written name = "text", below its [section].'
    return ConfigProblem(path, line, "", f"The file is not TOML: {what}.", hint)


def _validated(table: Mapping[str, object]) -> tuple[Settings, list[ConfigProblem]]:
    values: dict[str, object] = {}
    keymap: dict[str, str] = {}
    problems: list[ConfigProblem] = []
    for key, value in _leaves(table):
        if objection := _objection(key, value):
            problems.append(objection)
        elif key in SETTINGS:
            values[SETTINGS[key].field] = tuple(value) if isinstance(value, list) else value
        else:
            keymap[key.removeprefix(f"{KEYS}.")] = str(value)
    return replace(_with_values(values), keymap=keymap), problems


def _with_values(values: Mapping[str, object]) -> Settings:
    """The default settings with these values of fields such as ``theme`` and ``hf.days``."""
    own: dict[str, Any] = {field: value for field, value in values.items() if "." not in field}
    for part in ("hf", "arxiv"):
        inner: dict[str, Any] = {
            field.removeprefix(f"{part}."): value
            for field, value in values.items()
            if field.startswith(f"{part}.")
        }
        own[part] = replace(getattr(Settings(), part), **inner)
    return Settings(**own)


def _leaves(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        key = above + name
        if isinstance(value, dict) and (value or _is_section(key)):
            yield from _leaves(value, f"{key}.")
        else:
            yield key, value


def _is_section(key: str) -> bool:
    return any(section == key or section.startswith(f"{key}.") for section in SECTIONS)


def _objection(key: str, value: object) -> ConfigProblem | None:
    setting = KEYS_OF_ONE_ACTION if key.startswith(f"{KEYS}.") else SETTINGS.get(key)
    if setting is None:
        return _unknown_setting(key)
    if setting.kind.takes(value):
        return None
    message = f"Must be {setting.kind.expected}, not {as_toml(value)}."
    return ConfigProblem(None, None, key, message, _nearest_choice(setting, value))


def _unknown_setting(key: str) -> ConfigProblem:
    from difflib import get_close_matches

    name = key.rpartition(".")[2]
    same_name = [known for known in SETTINGS if known.endswith(f".{name}")]
    nearest = get_close_matches(key, same_name, n=1, cutoff=0)
    hint = f'Did you mean "{nearest[0]}"?' if nearest else did_you_mean(key, SETTINGS)
    fallback = f"Known are {', '.join(SETTINGS)}."
    return ConfigProblem(None, None, key, "There is no such setting.", hint or fallback)


def _nearest_choice(setting: Setting, value: object) -> str:
    choices = setting.kind.choices
    words = value if isinstance(value, list) else [value]
    wrong = next((str(word) for word in words if word not in choices), "")
    return did_you_mean(wrong, choices)
