"""Running the command line within the test, on streams that are a terminal or are not."""

import io
import json
import sys
from dataclasses import dataclass
from typing import Any, Protocol

import pytest

from tui.cli.main import main


@dataclass(frozen=True)
class Finished:
    """How a run ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Run(Protocol):
    """Calls ``papertui`` with arguments."""

    def __call__(
        self, *arguments: str, stdin: str = "", terminal: bool = False, width: int = 80
    ) -> Finished: ...


class Stream(io.TextIOWrapper):
    """A standard stream that keeps what is written to it."""

    def __init__(self, content: str = "", *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(content.encode()), encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def written(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


def run_within(monkeypatch: pytest.MonkeyPatch) -> Run:
    """A ``Run`` whose streams are in place for the length of each call."""

    def run(*arguments: str, stdin: str = "", terminal: bool = False, width: int = 80) -> Finished:
        out, err = Stream(terminal=terminal), Stream(terminal=terminal)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Stream(stdin, terminal=terminal))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setenv("COLUMNS", str(width))
            patch.setenv("TERM", "xterm-256color")
            code = main(arguments)
        return Finished(code, out.written, err.written)

    return run
