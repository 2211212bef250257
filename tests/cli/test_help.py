"""Every command explains itself."""

from collections.abc import Iterator

import click
import pytest

from tests.cli.command import Run
from tui.cli.main import papertui


def _commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*above, name))


COMMANDS = [(), *_commands(papertui)]


def test_all_commands_of_the_design_are_there() -> None:
    top = (
        "import sync search show mark tags merge undo redo history export enrich saved index "
        "backup restore recover config doctor"
    )
    assert {path[0] for path in COMMANDS if path} == set(top.split())
    assert {" ".join(path) for path in COMMANDS if len(path) == 2} == {
        "tags list", "tags rename", "tags remove",
        "saved list", "saved add", "saved rename", "saved remove",
        "saved move", "saved watch", "saved unwatch",
        "index status", "index rebuild", "index verify",
        "config path", "config show", "config check",
    }  # fmt: skip


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_has_a_summary_and_an_example(run: Run, path: tuple[str, ...]) -> None:
    finished = run(*path, "--help")
    assert finished.code == 0
    summary = finished.lines[2].strip()
    assert summary
    assert summary[0].isupper()
    assert "Example" in finished.out
    example = finished.out.rpartition("Example")[2]
    assert any("papertui" in line and " ".join(path) in line for line in example.splitlines())


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_lists_every_option_with_a_word_about_it(run: Run, path: tuple[str, ...]) -> None:
    command: click.Command = papertui
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert all(option.help for option in options)


def test_the_list_of_commands_needs_no_library(run_fresh: Run) -> None:
    finished = run_fresh("--help")
    assert "doctor" in finished.out
    assert finished.err == ""
