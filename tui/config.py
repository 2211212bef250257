"""The settings of papertui: what ``config.toml`` can say, and how that file is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

Density = Literal["comfortable", "compact"]
Pane = Literal["filters", "detail"]
Sort = Literal["relevance", "newest", "upvotes", "stars", "title", "for-you"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, each with its one default. The file's words for them follow."""

    theme: str = "textual-dark"
    density: Density = "comfortable"
    panes: tuple[Pane, ...] = ("filters", "detail")
    sort: Sort = "newest"
    start_query: str | None = None
    read_on_open: bool = True
    open_with: str = ""
    keymap: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a field of Settings stands in the file: a value has the type of ``example``."""

    field: str
    doc: str
    example: object
    choices: tuple[str, ...] = ()


_SETTINGS = {
    "reader.theme": _Setting(
        "theme",
        "The colours. The reader's palette (ctrl+p) lists the themes there are.",
        Settings().theme,
    ),
    "reader.density": _Setting(
        "density",
        "Lines a paper takes in the list: comfortable is two, compact is one.",
        Settings().density,
        get_args(Density),
    ),
    "reader.panes": _Setting(
        "panes",
        "The panes that are open beside the list, from 100 columns up.",
        Settings().panes,
        get_args(Pane),
    ),
    "reader.sort": _Setting(
        "sort",
        "The order of papers when nothing is searched for.",
        Settings().sort,
        get_args(Sort),
    ),
    "reader.query": _Setting(
        "start_query",
        "The search the reader opens with. Left out, it opens with the last one.",
        "is:inbox",
    ),
    "triage.read_on_open": _Setting(
        "read_on_open",
        "Whether a paper counts as read once it was opened in full.",
        Settings().read_on_open,
    ),
    "links.open_with": _Setting(
        "open_with",
        "What opens links: a browser's name (firefox) or a command with %s for the address.\n"
        "Empty is the browser of the system.",
        Settings().open_with,
    ),
}
_KEYS_OF_ONE_ACTION = _Setting(
    "keymap",
    "The keys of an action, separated by commas. Press ? in the reader for all actions.",
    "b",
)
_SECTIONS = ("reader", "triage", "links", "keys")


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Something in the configuration that can't be used, and where it stands (lines from 1)."""

    path: Path | None
    line: int | None
    key: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        place = ", ".join(str(part) for part in (self.path or "", line, self.key) if part)
        return f"{place}: {self.message} {self.hint}".strip()


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


def located(problems: Iterable[ConfigProblem], path: Path) -> list[ConfigProblem]:
    """The same problems with the file and the line on which their key stands there."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = ""
    return _with_lines(problems, path, text)


def template() -> str:
    """A ``config.toml`` that explains every setting and, as it stands, changes none."""
    head = (
        "# The settings of papertui, with their defaults.\n"
        "# Take away the # in front of a setting to change it.\n"
    )
    return "\n".join([head, *(_section_template(section) for section in _SECTIONS)])


def _parse(path: Path, text: str) -> tuple[Settings, list[ConfigProblem]]:
    import tomllib

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(), [_syntax_problem(path, text, str(error))]
    settings, problems = _validated(table)
    return settings, _with_lines(problems, path, text)


def _syntax_problem(path: Path, text: str, reason: str) -> ConfigProblem:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", reason)
    what, number = found.groups() if found else (reason, None)
    line = int(number) if number else len(text.splitlines())
    hint = 'A setting is written name = "text", below its [section].'
    return ConfigProblem(path, line, "", f"The file is not TOML: {what}.", hint)


def _validated(table: Mapping[str, object]) -> tuple[Settings, list[ConfigProblem]]:
    values: dict[str, Any] = {}
    keymap: dict[str, str] = {}
    problems: list[ConfigProblem] = []
    for key, value in _leaves(table):
        if objection := _objection(key, value):
            problems.append(objection)
        elif key in _SETTINGS:
            values[_SETTINGS[key].field] = tuple(value) if isinstance(value, list) else value
        else:
            keymap[key.removeprefix("keys.")] = str(value)
    return Settings(**values, keymap=keymap), problems


def _leaves(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        key = above + name
        if isinstance(value, dict) and (value or key in _SECTIONS):
            yield from _leaves(value, f"{key}.")
        else:
            yield key, value


def _objection(key: str, value: object) -> ConfigProblem | None:
    setting = _KEYS_OF_ONE_ACTION if key.startswith("keys.") else _SETTINGS.get(key)
    if setting is None:
        return _unknown_setting(key)
    if _fits(setting, value):
        return None
    message = f"Must be {_expectation(setting)}, not {_toml(value)}."
    hint = did_you_mean(_wrong_word(setting, value), setting.choices)
    return ConfigProblem(None, None, key, message, hint)


def _unknown_setting(key: str) -> ConfigProblem:
    same_name = [known for known in _SETTINGS if known.endswith("." + key.rpartition(".")[2])]
    hint = f'Did you mean "{same_name[0]}"?' if same_name else did_you_mean(key, _SETTINGS)
    fallback = f"Known are {', '.join(_SETTINGS)}."
    return ConfigProblem(None, None, key, "There is no such setting.", hint or fallback)


def _fits(setting: _Setting, value: object) -> bool:
    if isinstance(setting.example, tuple):
        return isinstance(value, list) and all(part in setting.choices for part in value)
    if setting.choices:
        return value in setting.choices
    return type(value) is type(setting.example)


def _wrong_word(setting: _Setting, value: object) -> str:
    words = value if isinstance(value, list) else [value]
    return next((str(word) for word in words if word not in setting.choices), "")


def _expectation(setting: _Setting) -> str:
    choices = ", ".join(f'"{choice}"' for choice in setting.choices)
    if isinstance(setting.example, tuple):
        return f"a list of {choices}"
    if choices:
        return f"one of {choices}"
    return "true or false" if isinstance(setting.example, bool) else "a text in quotes"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names what is most like ``word``, or nothing when nothing is like it."""
    from difflib import get_close_matches

    near = get_close_matches(word.casefold(), list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""


def _toml(value: object) -> str:
    import json

    if isinstance(value, (str, bool, list, tuple)):
        shown = json.dumps(value, ensure_ascii=False, default=str)
    else:
        shown = str(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = rf"\s*\[\[?\s*({_DOTTED})\s*\]"
_ASSIGNMENT = rf"\s*({_DOTTED})\s*="


def _with_lines(problems: Iterable[ConfigProblem], path: Path, text: str) -> list[ConfigProblem]:
    lines = _lines_of_keys(text)
    return [replace(found, path=path, line=_line_of(found.key, lines)) for found in problems]


def _lines_of_keys(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(_HEADER, line):
            section = _joined(header[1])
            lines.setdefault(section, number)
        elif assignment := re.match(_ASSIGNMENT, line):
            name = _joined(assignment[1])
            lines.setdefault(f"{section}.{name}" if section else name, number)
    return lines


def _joined(dotted: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_NAME, dotted))


def _line_of(key: str, lines: Mapping[str, int]) -> int | None:
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key)


def _section_template(section: str) -> str:
    settings = [
        _setting_template(key.partition(".")[2], setting)
        for key, setting in _SETTINGS.items()
        if key.startswith(f"{section}.")
    ]
    keys = _setting_template('"paper.bookmark"', _KEYS_OF_ONE_ACTION)
    return "\n".join([f"[{section}]", *(settings or [keys])])


def _setting_template(name: str, setting: _Setting) -> str:
    doc = setting.doc.replace("\n", "\n# ")
    choices = f" Known: {', '.join(setting.choices)}." if setting.choices else ""
    return f"# {doc}{choices}\n#{name} = {_toml(setting.example)}\n"
