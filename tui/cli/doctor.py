"""``papertui doctor``."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click

from tui.cli.examples import examples
from tui.cli.finding import Finding, remedies
from tui.cli.index import size_shown
from tui.cli.library_findings import library_findings
from tui.cli.output import say, styled
from tui.cli.session import Session, pass_session
from tui.cli.surroundings import terminal, versions
from tui.log import log_file, without_secrets
from tui.papers.text import clean
from tui.paths import Paths


@click.command(epilog=examples("papertui doctor"))
@pass_session
def doctor(session: Session) -> int:
    """Tell what is where, what is wrong, and what to do about it."""
    paths = session.paths
    findings = [
        *_told("Versions", versions()),
        *_told("Places", _places(paths)),
        *_told("Library", library_findings(paths)),
        *_told("Configuration", _configuration(paths.config_file)),
        *_told("Surroundings", terminal(session.configuration[0].open_with)),
    ]
    todo = remedies(findings)
    say(styled("What to do", bold=True))
    for remedy in todo or ["Nothing: all is well."]:
        say(f"  {clean(remedy)}")
    return 1 if todo else 0


def _told(title: str, findings: Iterable[Finding]) -> list[Finding]:
    """Print findings as they come, and give them."""
    say(styled(title, bold=True))
    told = []
    for finding in findings:
        text = clean(without_secrets(finding.text))
        say(f"  {_mark(finding)} {finding.subject:14} {text}")
        told.append(finding)
    say("")
    return told


def _mark(finding: Finding) -> str:
    """Whether it is well; what goes on about the one before has no mark."""
    if finding.is_wrong:
        return styled("✗", fg="red")
    return styled("✓", fg="green") if finding.subject else " "


def _places(paths: Paths) -> Iterator[Finding]:
    yield _place("configuration", paths.config_file.parent)
    yield _place("data", paths.data_folder)
    yield _place("cache", paths.cache_folder)
    yield _place("logs", paths.log_folder)
    yield Finding("log", _log(log_file(paths.log_folder)))


def _log(file: Path) -> str:
    return f"{file}, {size_shown(file.stat().st_size)}" if file.is_file() else "nothing in it yet"


def _place(subject: str, folder: Path) -> Finding:
    if not folder.exists():
        return _future_place(subject, folder)
    if not folder.is_dir():
        return Finding(subject, f"{folder} is not a folder", f"Move {folder} away.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding(subject, f"{folder} can't be written to", f"Give yourself {folder} to use.")
    return Finding(subject, f"{folder}, {size_shown(_size_below(folder))}")


def _size_below(folder: Path) -> int:
    """How many bytes the files in a folder take, and those in the folders below it."""
    size = 0
    for above, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += (Path(above) / name).lstat().st_size
    return size


def _future_place(subject: str, folder: Path) -> Finding:
    above = next(parent for parent in folder.parents if parent.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK) and not _is_made_up(above):
        return Finding(subject, f"{folder} (not there yet)")
    return Finding(subject, f"{folder} can't be made", f"Name another place than {above}.")


def _is_made_up(folder: Path) -> bool:
    """Whether a folder is of the system's own making, where nobody can make another."""
    return any(folder.is_relative_to(made_up) for made_up in ("/proc", "/sys"))


def _configuration(file: Path) -> Iterator[Finding]:
    from tui.cli.reader_settings import reader_settings

    problems = reader_settings(file).problems
    for problem in problems:
        yield Finding("settings", str(problem), f"Correct {file}.")
    if not problems:
        yield Finding("settings", str(file) if file.exists() else f"{file} (not there: defaults)")
