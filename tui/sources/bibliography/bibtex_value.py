"""Values of BibTeX fields: what braces, quotes, ``#`` and ``@string`` names make together."""

import re
from collections.abc import Iterator, Mapping

_LONGEST = 1_000_000
# As bibtexparser counts them, which has found the end of the value: a backslash hides a brace.
_BRACE = re.compile(r"(?<!\\)[{}]")
_BRACE_OR_QUOTE = re.compile(r"(?<!\\)[{}\"]")
_BARE = re.compile(r"[^#]*")
_BETWEEN = re.compile(r"[\s#]*")


def joined_value(value: str, strings: Mapping[str, str]) -> str:
    """The text of ``jean # " " # {Cesar}``: at most a million characters of it.

    ``strings`` are the values of ``@string`` names in lower case. An unknown name, such as those
    of the months, stands for itself.
    """
    pieces: list[str] = []
    length = 0
    for piece in _pieces(value, strings):
        pieces.append(piece)
        length += len(piece)
        if length > _LONGEST:
            break
    return "".join(pieces)[:_LONGEST]


def _pieces(value: str, strings: Mapping[str, str]) -> Iterator[str]:
    position = _after(_BETWEEN, value, 0)
    while position < len(value):
        if value[position] in '{"':
            end = _closing(value, position)
            yield value[position + 1 : end]
            position = end + 1
        else:
            end = _after(_BARE, value, position)
            name = value[position:end].strip()
            yield strings.get(name.lower(), name)
            position = end
        position = _after(_BETWEEN, value, position)


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _closing(value: str, start: int) -> int:
    """The place of what closes the brace or quote at ``start``; the end if nothing does."""
    in_quotes = value[start] == '"'
    depth = 0
    for mark in (_BRACE_OR_QUOTE if in_quotes else _BRACE).finditer(value, start + in_quotes):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth <= 0 and mark[0] == ('"' if in_quotes else "}"):
            return mark.start()
    return len(value)
