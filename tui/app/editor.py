"""Writing in the editor of one's own."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from tui.errors import PapertuiError

_FOUND_ELSEWHERE = ("editor", "nano", "vi")
_LOOK_EVERY_SECONDS = 0.25
_SECONDS_TO_LEAVE = 2.0
_Version = tuple[int, int] | None
"""What differs once a file is saved: time in nanoseconds and size in bytes."""

_NAME_ONE = "Set VISUAL or EDITOR to one that can."


@dataclass(frozen=True, slots=True)
class Edited:
    """What was written; ``obstacle`` says why that is not finished, and is empty if it is."""

    text: str
    obstacle: str = ""


def edit(
    text: str, longest: int, draft: Callable[[str], None], stopped: Callable[[], bool]
) -> Edited:
    """Have a text edited in ``$VISUAL`` or ``$EDITOR``, as a Markdown file nobody else can read.

    ``draft`` is called with what the editor saves, as it does; once ``stopped`` it is ended. Raises
    PapertuiError when there is no editor that starts, or the text is longer than ``longest``
    characters: then the file stays.
    """
    command = _editor()
    file = _file_of(text)
    begun = _version(file)
    try:
        process = subprocess.Popen([*command, str(file)])
    except OSError as error:
        _remove(file)
        reason = error.strerror or str(error)
        message = f"The editor {command[0]} can't be started: {reason}."
        raise PapertuiError(message, _NAME_ONE) from error
    code = _wait(process, file, begun, longest, draft, stopped)
    written = _read(file, longest, otherwise=text)
    _remove(file)
    return Edited(written, _obstacle(command[0], code, stopped=stopped()))


def _file_of(text: str) -> Path:
    try:
        file = Path(mkdtemp(prefix="papertui-")) / "note.md"
        file.write_text(text, "utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise PapertuiError(
            f"No file for the editor can be made in {gettempdir()}: {reason}.",
            "Make room there, or set TMPDIR to another folder.",
        ) from error
    return file


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if line := os.environ.get(name, "").strip():
            try:
                return shlex.split(line)
            except ValueError as error:
                raise PapertuiError(f"{name} can't be understood: {error}.", _NAME_ONE) from error
    found = next(filter(None, map(shutil.which, _FOUND_ELSEWHERE)), None)
    if found is None:
        raise PapertuiError("There is no editor to write in.", "Set VISUAL or EDITOR to one.")
    return [found]


def _wait(
    process: "subprocess.Popen[bytes]",
    file: Path,
    saved: _Version,
    longest: int,
    draft: Callable[[str], None],
    stopped: Callable[[], bool],
) -> int:
    """Wait for the editor to be left, drafting what it saves; gives its exit code."""
    while True:
        try:
            return process.wait(_LOOK_EVERY_SECONDS)
        except subprocess.TimeoutExpired:
            if stopped():
                return _end(process)
        version = _version(file)
        if version is not None and version != saved:
            saved = version
            text = _beginning(file, longest)
            if text is not None:
                draft(text)


def _end(process: "subprocess.Popen[bytes]") -> int:
    process.terminate()
    try:
        return process.wait(_SECONDS_TO_LEAVE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _version(file: Path) -> _Version:
    """What the file is known by; ``None`` while it isn't there."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _read(file: Path, longest: int, otherwise: str) -> str:
    """The text of the file, or what was in it at first when it is gone."""
    text = _beginning(file, longest + 1)
    if text is None:
        return otherwise
    if len(text) > longest:
        raise PapertuiError(
            f"A note has no room for more than {longest:,} characters.",
            f"It is as it was, and what you wrote is in {file}.",
        )
    return text


def _beginning(file: Path, longest: int) -> str | None:
    """So many characters of the file; ``None`` while it can't be read."""
    try:
        with file.open(encoding="utf-8", errors="replace") as written:
            return written.read(longest)
    except OSError:
        return None


def _remove(file: Path) -> None:
    shutil.rmtree(file.parent, ignore_errors=True)


def _obstacle(editor: str, code: int, *, stopped: bool) -> str:
    if stopped:
        return "papertui was ended."
    if code < 0:
        return f"{editor} was ended by signal {-code}."
    return f"{editor} ended with exit code {code}." if code else ""
