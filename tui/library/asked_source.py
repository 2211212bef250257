"""A source that is asked about one paper after the other, until it fails."""

import logging
from collections.abc import Callable

from tui.errors import PapertuiError, StorageError
from tui.papers.paper import Paper
from tui.sources.arxiv import ArxivError
from tui.sources.http import FetchCancelled, Refused
from tui.sources.huggingface.rows import HuggingFaceError

_LOG = logging.getLogger("papertui.enrich")
_MOST_IN_A_ROW = 3
_BAD_REQUEST = 400

Answer = list[Paper] | PapertuiError


def answer_to(question: Callable[[], list[Paper]]) -> Answer:
    """What a source answers, or how it fails. Raises FetchCancelled, StorageError."""
    try:
        return question()
    except (FetchCancelled, StorageError):
        raise
    except PapertuiError as error:
        return error


class AskedSource:
    """One source in one run. ``failure`` is why it is asked no more.

    What concerns one question only, such as an error instead of papers, is passed over, unless
    it comes three times in a row.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.failure: PapertuiError | None = None
        self._failed_in_a_row = 0

    def heard(self, answer: Answer) -> list[Paper] | None:
        """The papers of an answer, ``None`` when it is a failure."""
        if isinstance(answer, list):
            self._failed_in_a_row = 0
            return answer
        _LOG.info("%s: %s", self.name, answer.message)
        self._failed_in_a_row += 1
        if not _concerns_one_question(answer) or self._failed_in_a_row >= _MOST_IN_A_ROW:
            self.failure = answer
        return None


def _concerns_one_question(error: PapertuiError) -> bool:
    if isinstance(error, Refused):
        return error.status == _BAD_REQUEST
    return isinstance(error, (ArxivError, HuggingFaceError))
