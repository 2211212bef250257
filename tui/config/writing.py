"""Settings written down again: the file that explains them all, and those in force."""

from collections.abc import Mapping

from tui.config.known import KEYS, KEYS_OF_ONE_ACTION, SECTIONS, SETTINGS, Setting
from tui.config.settings import Settings

_LONGEST_SHOWN = 60


def template() -> str:
    """A ``config.toml`` that explains every setting and, as it stands, changes none."""
    head = (
        "# The settings of papertui, with their defaults.\n"
        "# Take away the # in front of a setting to change it.\n"
    )
    return "\n".join([head, *map(_section_template, SECTIONS)])


def tables(settings: Settings) -> Mapping[str, Mapping[str, object]]:
    """The values of the settings by section and name; those that are left out are ``None``."""
    written: dict[str, dict[str, object]] = {section: {} for section in SECTIONS}
    for key, setting in SETTINGS.items():
        section, _, name = key.rpartition(".")
        written[section][name] = setting.of(settings)
    written[KEYS].update(settings.keymap)
    return written


def as_toml(value: object) -> str:
    """A value as it is written in the file, cut short when it is long."""
    import json

    if isinstance(value, (str, bool, list, tuple)):
        shown = json.dumps(value, ensure_ascii=False, default=str)
    else:
        shown = str(value)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"


def _section_template(section: str) -> str:
    settings = [
        _setting_template(key.rpartition(".")[2], setting)
        for key, setting in SETTINGS.items()
        if key.rpartition(".")[0] == section
    ]
    keys = _setting_template('"paper.bookmark"', KEYS_OF_ONE_ACTION)
    return "\n".join([f"[{section}]", *(settings or [keys])])


def _setting_template(name: str, setting: Setting) -> str:
    doc = setting.doc.replace("\n", "\n# ")
    choices = f" Known: {', '.join(setting.kind.choices)}." if setting.kind.choices else ""
    return f"# {doc}{choices}\n#{name} = {as_toml(setting.example)}\n"
