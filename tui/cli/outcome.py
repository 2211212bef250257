"""How a run ends: every failure becomes a sentence on standard error and an exit code."""

import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from tui.cli.output import complain
from tui.cli.session import Session
from tui.errors import PapertuiError, UsageError
from tui.log import FailureLog, log_failure, log_file, log_to

INTERRUPTED = 130

# What the person did or typed, and nothing that failed.
_ASKED_FOR = (KeyboardInterrupt, click.Abort, click.ClickException, UsageError)


class Outcome:
    """The exit code of what runs inside. Nothing but a ``SystemExit`` leaves the block.

    What fails is in the log, with where it failed if nobody foresaw it. With ``--debug`` the
    tracebacks are shown, those of failures that the reader went on after among them.
    """

    def __init__(self, session: Session) -> None:
        self.code = 0
        self._session = session
        self._heard = FailureLog()

    def __enter__(self) -> Self:
        self._heard.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        error = _foreseen(error)
        failed = error is not None and not isinstance(error, SystemExit)
        log = self._log_of(error) if error is not None and failed else None
        self._heard.__exit__()
        if self._session.debug:
            _show_tracebacks(self._heard.failures if log else [*self._heard.failures, error])
        if error is None or not failed:
            return False
        self.code = _tell(error)
        if log is not None and not isinstance(error, PapertuiError):
            self._tell_where_to_look(log)
        return True

    def _log_of(self, error: BaseException) -> Path | None:
        """Have the log tell of a failure, and give its file; None where it is none of the log's."""
        if isinstance(error, _ASKED_FOR):
            return None
        try:
            folder = self._session.paths.log_folder
        except PapertuiError:
            return None
        log_to(folder)
        log_failure(error)
        return log_file(folder)

    def _tell_where_to_look(self, log: Path) -> None:
        complain(f"The log tells where: {log}")
        if not self._session.debug:
            complain("So does --debug in front of the command, when you run it again.")


def _foreseen(error: BaseException | None) -> BaseException | None:
    """The error to tell: where what is printed can't be written, that is what is wrong."""
    if isinstance(error, OSError) and _is_of_printing(error):
        what = f"What papertui prints can't be written: {error.strerror}."
        return PapertuiError(what, "Free some space, or send it elsewhere.")
    return error


def _is_of_printing(error: OSError) -> bool:
    """Whether it was raised where click prints, as all that is printed goes through there."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return frame.f_code is click.echo.__code__


def _show_tracebacks(failures: Iterable[BaseException | None]) -> None:
    for failure in failures:
        if failure is not None and not isinstance(failure, SystemExit):
            complain("".join(traceback.format_exception(failure)))


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
            return 1


def _tell_usage(error: click.ClickException) -> None:
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        complain(ctx.get_usage())
    complain(error.format_message())
    if ctx is not None:
        complain(f"See {ctx.command_path} --help.")
