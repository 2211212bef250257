"""How a run ends: every failure becomes a sentence on standard error and an exit code."""

import traceback
from types import TracebackType
from typing import Self

import click

from tui.cli.output import complain
from tui.cli.session import Session
from tui.errors import PapertuiError

INTERRUPTED = 130


class Outcome:
    """The exit code of what runs inside. Nothing but a ``SystemExit`` leaves the block."""

    def __init__(self, session: Session) -> None:
        self.code = 0
        self._session = session

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None or isinstance(error, SystemExit):
            return False
        if self._session.debug:
            complain("".join(traceback.format_exception(error)))
        self.code = _tell(error)
        return True


def _tell(error: BaseException) -> int:
    """Say what went wrong and what to do about it; gives the exit code."""
    match error:
        case KeyboardInterrupt() | click.Abort():
            return INTERRUPTED
        case click.ClickException():
            _tell_usage(error)
            return error.exit_code
        case PapertuiError():
            complain("\n".join(filter(None, (error.message, error.hint))))
            return error.exit_code
        case _:
            reason = str(error) or type(error).__name__
            complain(f"papertui failed where it should not: {reason}")
            complain("Run it again with --debug in front of the command to see where.")
            return 1


def _tell_usage(error: click.ClickException) -> None:
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        complain(ctx.get_usage())
    complain(error.format_message())
    if ctx is not None:
        complain(f"See {ctx.command_path} --help.")
