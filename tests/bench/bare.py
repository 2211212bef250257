"""A bare Textual application with as many rows as the seed library: the floor of what to expect."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import OptionList


class Bare(App[None]):
    """A list and nothing else."""

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"paper {number}" for number in range(1, int(sys.argv[1]) + 1)))


if __name__ == "__main__":
    Bare().run()
