"""Telling a page of papers as bare text from a letter, a licence, notes or source code."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tui.sources.page.block import blocks_of
from tui.sources.page.day import printed_day
from tui.sources.page.prose import is_prose

_A_LEAP_YEAR = 2024
_FEWEST_PAIRS = 2
_LEAST_SHARE_IN_PAIRS = 0.8
_FEWEST_TITLE_WORDS = 3
_SHORTEST_ABSTRACT = 250
# Of 20,000 abstracts of arXiv all but a few have more than this.
_LEAST_SHARE_OF_LETTERS = 0.85
# Bullets and quotations at the start; headings, code, tables and patterns of files anywhere. A
# hyphen within a title is none of these.
_MARKUP = re.compile(r"^[-+>~]|[#`|*{;=]")
# As a salutation, a line that leads up to something, or a sentence ends.
_ENDS_NO_TITLE = (",", ":", ".")


def is_plain_page(text: str) -> bool:
    """Whether ``text`` says that it is a page of papers.

    It does with a day on a line of its own and, somewhere below, a title right above its abstract;
    without a day when it is little else than titles and long abstracts by turns.
    """
    blocks = [block.text for block in blocks_of(text)]
    return _is_dated(blocks) or _is_by_turns(blocks)


def _is_dated(blocks: Sequence[str]) -> bool:
    days = (place for place, block in enumerate(blocks) if _is_a_day(block))
    first = next(days, len(blocks))
    return any(_is_title(above) and is_prose(below) for above, below in pairwise(blocks[first:]))


def _is_by_turns(blocks: Sequence[str]) -> bool:
    pairs = sum(_is_title(above) and _is_abstract(below) for above, below in pairwise(blocks))
    return pairs >= _FEWEST_PAIRS and 2 * pairs >= _LEAST_SHARE_IN_PAIRS * len(blocks)


def _is_a_day(block: str) -> bool:
    printed = printed_day(block)
    return printed is not None and printed.in_year(_A_LEAP_YEAR) is not None


def _is_title(block: str) -> bool:
    return (
        len(block.split()) >= _FEWEST_TITLE_WORDS
        and not is_prose(block)
        and not _is_a_day(block)
        and not block.endswith(_ENDS_NO_TITLE)
        and not _MARKUP.search(block)
    )


def _is_abstract(block: str) -> bool:
    letters = sum(char.isalpha() or char == " " for char in block)
    return len(block) >= _SHORTEST_ABSTRACT and letters >= _LEAST_SHARE_OF_LETTERS * len(block)
