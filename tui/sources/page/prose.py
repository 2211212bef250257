"""Telling an abstract from a title."""

import re

# A text is prose from this length on, or from fewer words if it ends like a sentence.
_PROSE_LENGTH = 250
_PROSE_WORDS = 10
_SENTENCE_END = re.compile(r"[.!?][)\]\"'”’]*$")


def is_prose(text: str) -> bool:
    """Whether ``text`` is an abstract rather than a title."""
    if len(text) >= _PROSE_LENGTH:
        return True
    return bool(len(text.split()) >= _PROSE_WORDS and _SENTENCE_END.search(text))
