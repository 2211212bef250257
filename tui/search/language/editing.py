"""Edits of a query's text that leave the rest of it as it was typed.

Where an unfinished text leaves no place for another clause, such as after a quotation mark that
is not closed, it is finished first.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tui.search.language import parse, parse_parts
from tui.search.language.lexer import Mark, lex
from tui.search.language.query import DateRange, Query, all_of, conjuncts
from tui.search.language.syntax import Part

_AND_BEFORE = re.compile(r"(?:^|(?<=[\s()]))AND\s*$")
_AND_AFTER = re.compile(r"^\s*AND(?=[\s()]|$)")


def with_sort(text: str, sort: str | None) -> str:
    """``text`` in another order, or in the order that suits it when ``sort`` is ``None``."""
    bare = without_spans(text, list(_spans_about("sort", parse_parts(text))))
    known = parse(text)
    if parse(bare).root != known.root:
        # What stood before the order, such as a NOT, is now about what stands behind it.
        bare = str(replace(known, sort=None))
    return bare if sort is None else appended(bare, f"sort:{sort}")


def with_date(text: str, day: date | None) -> str:
    """``text`` about ``day`` alone, or about every day, instead of the days it was about."""
    spans = [(part.start, part.end) for part in _dates(text)]
    bare = without_spans(text, spans)
    return bare if day is None else appended(bare, f"date:{day}")


def date_of(text: str) -> date | None:
    """The day that ``text`` is about, if it is about a single one."""
    for node in conjuncts(parse(text).root):
        if isinstance(node, DateRange) and node.low == node.high:
            return node.low
    return None


def with_similar(number: int) -> str:
    """The query for papers like the one with this number."""
    return f"similar:{number}"


def appended(text: str, clause: str) -> str:
    """``text`` and ``clause``, both of which must hold; ``clause`` may also be an order."""
    known, added = parse(text), parse(clause)
    wanted = all_of([node for node in (known.root, added.root) if node is not None])
    finished = _finished(text)
    for begin in (finished, f"({finished})"):
        candidate = f"{begin} {clause}".lstrip()
        query = parse(candidate)
        if query.root == wanted and query.sort == (added.sort or known.sort):
            return candidate
    return str(Query(candidate, wanted, added.sort or known.sort))


def without_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` without the clauses at these places, which don't overlap."""
    for start, end in sorted(spans, reverse=True):
        text = _without_span(text, start, end)
    return text


def _finished(text: str) -> str:
    """``text`` with its quotation marks and brackets closed."""
    depth, quote = 0, ""
    for lexeme in lex(text):
        depth = max(depth + {Mark.OPEN: 1, Mark.CLOSE: -1}.get(lexeme.mark, 0), 0)
        quote = "" if lexeme.closed else _closing_quote(text)
    return f"{text if quote else text.rstrip()}{quote}{')' * depth}"


def _closing_quote(text: str) -> str:
    """A quotation mark that closes ``text``, even when a backslash stands at its end."""
    backslashes = len(text) - len(text.rstrip("\\"))
    return '\\"' if backslashes % 2 else '"'


def _dates(text: str) -> Iterator[Part]:
    for part in parse_parts(text).conjuncts():
        if part.shape != "not" and _is_about("date", part):
            yield part


def _spans_about(field: str, part: Part) -> Iterator[tuple[int, int]]:
    """The places of the widest parts that are about nothing but ``field``."""
    if _is_about(field, part):
        yield part.start, part.end
        return
    for inner in part.parts:
        yield from _spans_about(field, inner)


def _is_about(field: str, part: Part) -> bool:
    fields = [leaf.field for leaf in part.leaves()]
    return bool(fields) and all(name == field for name in fields)


def _without_span(text: str, start: int, end: int) -> str:
    """``text`` without a clause and the ``AND`` that joined it to its neighbour."""
    before, after = text[:start], text[end:]
    joined = _AND_BEFORE.sub("", before)
    if joined == before:
        after = _AND_AFTER.sub("", after)
    left, right = joined.rstrip(), after.lstrip()
    apart = left and right and not left.endswith("(") and not right.startswith(")")
    return f"{left}{' ' if apart else ''}{right}"
