"""Errors that are told to the user: one sentence of what is wrong, one of what to do."""


class PapertuiError(Exception):
    """Something the user should hear about, with a hint of what to do next."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(PapertuiError):
    """The command or its arguments can't be understood."""

    exit_code = 2


class StorageError(PapertuiError):
    """The library's database can't be opened, read or written."""


class SearchIndexError(PapertuiError):
    """The search index can't be opened or written."""
