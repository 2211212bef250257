"""Which source's JSON a text is, judged by the keys of its first object.

Also of a text that is cut off in the middle of that object.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from tui.sources.json_items import is_closed

# A string that is never closed goes to the end, or each quote in it would be tried as its start.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[{}\[\]:]', re.DOTALL)
_OPENERS, _CLOSERS = "{[", "}]"

_OF_A_HUGGING_FACE_PAPER = frozenset(
    {"publishedAt", "submittedOnDailyAt", "discussionId", "linkedModels"}
)
_OF_THE_SNAPSHOT = frozenset({"authors_parsed", "versions", "update_date"})
_OF_A_CSL_ITEM = frozenset({"author", "issued", "container-title", "DOI", "URL", "publisher"})


def first_keys(text: str) -> frozenset[str]:
    """The keys of the first object in ``text``; none when something else stands at its start."""
    if not text.lstrip().startswith(("{", "[")):
        return frozenset()
    return frozenset(
        before[1:-1] for before, token in pairwise(_of_first_object(text)) if token == ":"
    )


def source_of(keys: frozenset[str]) -> str | None:
    """The format whose objects have ``keys``; ``None`` when they are of no paper."""
    if "$schema" in keys:
        return None
    if _of_hugging_face(keys):
        return "hf"
    if "id" in keys and keys & _OF_THE_SNAPSHOT:
        return "snapshot"
    if "items" in keys or ("type" in keys and keys & _OF_A_CSL_ITEM):
        return "csl"
    return "jsonl" if keys & {"papers", "title"} else None


def _of_hugging_face(keys: frozenset[str]) -> bool:
    is_a_paper = {"id", "title"} <= keys and bool(keys & _OF_A_HUGGING_FACE_PAPER)
    return is_a_paper or bool(keys & {"paper", "dailyPapers"})


def is_one_value(text: str) -> bool:
    """Whether ``text`` begins an array or an object over several lines, not an object a line."""
    first_line, _, rest = text.lstrip().partition("\n")
    if first_line.startswith("[") or "papers" in first_keys(text):
        return True
    # Behind an object that only lacks its end the next one begins.
    goes_on = bool(rest.strip()) and not rest.lstrip().startswith("{")
    return goes_on and not is_closed(first_line.encode(errors="replace"))


def _of_first_object(text: str) -> Iterator[str]:
    """The strings and colons that stand directly in the first object."""
    depth, of_object = 0, 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in _OPENERS:
            depth += 1
            if token == "{" and not of_object:
                of_object = depth
        elif token in _CLOSERS:
            depth -= 1
            if depth < of_object:
                return
        elif of_object and depth == of_object:
            yield token
