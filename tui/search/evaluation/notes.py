"""Words in the reader's notes, found by the analysis that papers are found by."""

from collections.abc import Mapping

from tui.search.analysis import tokenize
from tui.search.language.query import Text
from tui.search.matching import runs, word_tests


class NoteFinder:
    """Notes by the number of their paper, analysed once."""

    def __init__(self, notes: Mapping[int, str]) -> None:
        self._tokens = {number: list(tokenize(note)) for number, note in notes.items()}

    def numbers(self, text: Text) -> list[int]:
        """The papers whose note has the words of ``text`` next to each other."""
        tests = word_tests(text)
        if not tests:
            return []
        return [
            number for number, tokens in self._tokens.items() if next(runs(tokens, tests), None)
        ]
