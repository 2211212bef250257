"""Completing the last tag of a line from the tags in use."""

import re
from collections.abc import Sequence

from tui.app.content import displayed
from tui.papers.tag import parse_tags, shown_tag

TagCounts = Sequence[tuple[str, int]]
"""The tags in use with the numbers of their papers, the most used first."""

_LAST_WORD = re.compile(r'[^\s,;"]*$')


def last_part(line: str) -> tuple[str, str]:
    """A line divided into the tags that are finished and the one that is being typed."""
    in_quotes = line.count('"') % 2 == 1
    word = _LAST_WORD.search(line)
    start = line.rindex('"') if in_quotes else word.start() if word else len(line)
    return line[:start], line[start:]


def matching_tags(line: str, known: TagCounts) -> list[tuple[str, int]]:
    """The tags in use that the last of the line may become, those that begin like it first.

    Upper and lower case count as the same; tags that the line has already are left out.
    """
    before, last = last_part(line)
    start = last.lstrip('#"').casefold()
    given = set(parse_tags(before))
    left = [(tag, count) for tag, count in known if tag not in given]
    beginning = [pair for pair in left if pair[0].casefold().startswith(start)]
    within = [pair for pair in left if start in pair[0].casefold()[1:] and pair not in beginning]
    return [*beginning, *within]


def completed_line(line: str, tag: str) -> str:
    """The line with its last tag completed, ready for another one."""
    before = last_part(line)[0]
    # Two tags in quotation marks side by side would be one with a mark in it.
    gap = " " if before.endswith('"') else ""
    return f"{before}{gap}{shown_tag(tag)} "


def counts_line(tags: TagCounts, width: int) -> str:
    """``vision 31 · vlm 12``: as many tags with their counts as fit."""
    line = ""
    for tag, count in tags:
        longer = f"{line} · " if line else ""
        longer += f"{displayed(shown_tag(tag))} {count:,}"
        if len(longer) > width:
            break
        line = longer
    return line
