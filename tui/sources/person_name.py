"""People's names as they are printed, from the ways in which sources turn and list them."""

import re
from collections.abc import Iterator, Sequence

from tui.papers.paper import Author
from tui.papers.text import tex_to_unicode
from tui.sources.item import Skipped
from tui.sources.outside_text import MOST_ITEMS, one_line

_LETTER = re.compile(r"[^\W\d_]")
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_NOBODY = re.compile(r"(?:and )?(?:others|et al\.?)", re.IGNORECASE)
_SEPARATOR = re.compile(r",? and |[,;]|: ")


def authors_of(names: Sequence[str]) -> tuple[Author, ...]:
    """The authors that ``names`` are, without those that hold no letter; no more than 10,000."""
    cleaned = (one_line(name) for name in names[:MOST_ITEMS])
    return tuple(Author(name) for name in cleaned if name and _LETTER.search(name))


def authors_left_out(names: Sequence[str], where: str) -> Iterator[Skipped]:
    """What to say about the names that ``authors_of`` leaves out, if there are so many."""
    if len(names) > MOST_ITEMS:
        yield Skipped(
            f"{where}, authors",
            f"It names {len(names):,} authors; the first {MOST_ITEMS:,} were kept.",
        )


def natural_name(text: str) -> str:
    """``Given Family Suffix`` for ``Family, Given`` with a suffix in second or third place.

    What has more commas than that is an organization's name and stays as it is.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    names = [part for part in parts if part not in suffixes]
    if len(names) > 2:
        return text
    return " ".join((*reversed(names), *suffixes))


def listed_names(text: str) -> list[str]:
    """The names of a list in one line: ``A. Ab, B. Bc and C. Cd, Jr.``; TeX in it is read.

    Affiliations, in parentheses, are left out, and so is ``et al.``
    """
    names: list[str] = []
    for part in _SEPARATOR.split(_outside_parentheses(" ".join(text.split()))):
        name = tex_to_unicode(part.strip())
        if names and _SUFFIX.fullmatch(name):
            names[-1] += f" {name}"
        elif name and not _NOBODY.fullmatch(name):
            names.append(name)
    return names


def is_nobody(name: str) -> bool:
    """Whether a name stands for those that a list leaves out: ``others``, ``et al.``"""
    return _NOBODY.fullmatch(name) is not None


def _outside_parentheses(text: str) -> str:
    if "(" not in text:
        return text
    depth, kept = 0, list[str]()
    for char in text:
        depth += char == "("
        if not depth:
            kept.append(char)
        depth -= char == ")" and depth > 0
    return "".join(kept)
