"""Another papertui on the same home: a real process that does with the library what it is told."""

import pickle
import select
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

from tui.errors import PapertuiError
from tui.library import Library
from tui.paths import Paths

_PATIENCE = 30.0


class SecondProcess:
    """A process that opens one library after another, and calls their methods."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def open(self, home: Path) -> None:
        """Let go of the library before, and open the one of a home."""
        self._ask("open", home)

    def call(self, method: str, *given: Any, **named: Any) -> Any:
        """What a method of the library gives. Raises the PapertuiError that it raises."""
        answer = self._ask(method, *given, **named)
        if isinstance(answer, PapertuiError):
            raise answer
        return answer

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate(timeout=_PATIENCE)

    def _ask(self, method: str, *given: Any, **named: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump((method, given, named), self._process.stdin)
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], _PATIENCE)
        assert ready, f"no answer to {method} in {_PATIENCE} seconds"
        return pickle.load(self._process.stdout)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more questions."""
    library: Library | None = None
    while True:
        try:
            method, given, named = pickle.load(questions)
        except EOFError:
            return
        answer: Any = None
        if method == "open":
            if library is not None:
                library.close()
            library = Library(Paths.standard(given[0]))
        else:
            answer = _called(library, method, given, named)
        pickle.dump(answer, answers)
        answers.flush()


def _called(
    library: Library | None, method: str, given: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    try:
        return getattr(library, method)(*given, **named)
    except PapertuiError as error:
        return error


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
