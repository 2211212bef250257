"""Papers from arXiv: its query API, its daily feeds, OAI-PMH, and the metadata snapshot."""

from tui.errors import PapertuiError


class ArxivError(PapertuiError):
    """arXiv answered with an error, or with something that isn't what was asked for.

    ``code`` is OAI-PMH's name of the error (``badResumptionToken``), where there is one.
    """

    def __init__(self, message: str, hint: str = "", code: str = "") -> None:
        super().__init__(message, hint)
        self.code = code
