"""A group of commands of which only the one that runs is imported."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from importlib import import_module
from typing import Any

import click

_NEAR = 0.8
_QUERY_ONLY = "tui.cli.lazy_group.query_only"


class LazyGroup(click.Group):
    """Commands by name, each as ``module:attribute``; any other word goes to ``otherwise``.

    A word that is nearly a command is an error, unless ``--`` stands before it.
    """

    def __init__(
        self, *args: Any, commands_at: Mapping[str, str], otherwise: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._commands_at = commands_at
        self._otherwise = otherwise

    def list_commands(self, _: click.Context) -> list[str]:
        """The names in the order in which they were given."""
        return list(self._commands_at)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        place = self._commands_at.get(cmd_name)
        return None if place is None else _imported(place)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command, and note whether ``--`` ended them."""
        given = list(args)
        rest = super().parse_args(ctx, args)
        first_word = len(given) - len(rest) - 1
        ctx.meta[_QUERY_ONLY] = first_word > 0 and given[first_word - 1] == "--"
        return rest

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words name, with its arguments; all words when they name none."""
        word = args[0]
        if not ctx.meta.get(_QUERY_ONLY):
            command = self.get_command(ctx, word)
            if command is not None:
                return word, command, args[1:]
            self._refuse_near_miss(ctx, word, args)
        return "reader", _imported(self._otherwise), args

    def _refuse_near_miss(self, ctx: click.Context, word: str, args: list[str]) -> None:
        for name in self._commands_at:
            if _nearly(word.lower(), name):
                ctx.fail(
                    f"There is no command “{word}”. Did you mean “{name}”? "
                    f"To read what is found for it: papertui -- {' '.join(args)}"
                )


def _imported(place: str) -> click.Command:
    module, _, attribute = place.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


def _nearly(word: str, name: str) -> bool:
    """Whether ``word`` is a slip for ``name``. Slips leave the first letter: "research" is none."""
    if word[:1] != name[0]:
        return False
    return sorted(word) == sorted(name) or SequenceMatcher(None, word, name).ratio() >= _NEAR
