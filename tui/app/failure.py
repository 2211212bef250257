"""What the reader does about a failure that nobody foresaw: it ends, and keeps it to be told."""

from textual.app import App
from textual.worker import WorkerFailed


class FailureKept(App[None]):
    """An application that an unforeseen failure ends in good order, without a traceback."""

    @property
    def failure(self) -> BaseException | None:
        """The failure that ended the application."""
        failure = self._exception
        return failure.error if isinstance(failure, WorkerFailed) else failure

    def _fatal_error(self) -> None:
        # Textual would show a traceback with the values of all variables.
        self._close_messages_no_wait()
