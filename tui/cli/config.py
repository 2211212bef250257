"""``papertui config``."""

from collections.abc import Mapping

import click

from tui.cli.examples import examples
from tui.cli.output import as_json, as_shown, complain, say
from tui.cli.session import Session, pass_session
from tui.config import Settings, tables, template
from tui.papers.words import counted


@click.group(epilog=examples("papertui config check"))
def config() -> None:
    """The configuration file: path, show, check."""


@config.command(epilog=examples('$EDITOR "$(papertui config path)"'))
@pass_session
def path(session: Session) -> int:
    """Print where the configuration file is, or would be."""
    say(as_shown(str(session.paths.config_file)))
    return 0


@config.command(
    epilog=examples(
        "papertui config show", 'papertui config show --template > "$(papertui config path)"'
    )
)
@click.option(
    "--template", "explained", is_flag=True, help="Every setting explained, to begin a file with."
)
@pass_session
def show(session: Session, explained: bool) -> int:
    """Print the settings in force, as TOML."""
    if explained:
        say(template().rstrip("\n"))
        return 0
    file = session.paths.config_file
    settings, problems = session.configuration
    for problem in problems:
        complain(f"warning: {problem}")
    say(as_shown(f"# {file}" if file.exists() else f"# All defaults: there is no {file}"))
    say(as_toml(settings))
    return 0


@config.command(epilog=examples("papertui config check"))
@pass_session
def check(session: Session) -> int:
    """Tell what in the configuration can't be used, and where it stands."""
    from tui.cli.reader_settings import reader_settings

    file = session.paths.config_file
    problems = reader_settings(file).problems
    for problem in problems:
        say(as_shown(str(problem)))
    if problems:
        complain(f"{counted(len(problems), 'problem')}; the reader uses the rest.")
        return 2
    verdict = f"{file} is fine." if file.exists() else f"There is no {file}: all is default."
    say(as_shown(verdict))
    return 0


def as_toml(settings: Settings) -> str:
    """The settings as a configuration file that has the same effect."""
    return "\n\n".join(
        _table(section, values) for section, values in tables(settings).items() if values
    )


def _table(section: str, values: Mapping[str, object]) -> str:
    # What JSON writes for texts, numbers, booleans and lists of texts is TOML too; it has no null.
    lines = [
        f"{_name(key)} = {as_json(value)}" for key, value in values.items() if value is not None
    ]
    return "\n".join([f"[{section}]", *lines])


def _name(key: str) -> str:
    """The name of a setting; that of an action, which has dots, stands in quotes."""
    return key if key.isidentifier() and key.isascii() else as_json(key)
