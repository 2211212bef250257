"""What all bibliography formats ask of a paper: its citation key, its kind, its address."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import product
from string import ascii_lowercase

from tui.export.names import split_name
from tui.export.text import plain
from tui.papers.links import paper_page_url
from tui.papers.paper import Entry, LinkKind, Paper

_LONGEST_KEY_PART = 40
_INSIGNIFICANT = re.compile(
    "an?|and|are|as|at|by|does?|for|from|how|in|into|is|its?|not|of|on|or|the|to|towards?|via|what"
    "|when|where|why|with|without"
)
_NOT_DECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"}
)
_MEETING = re.compile(
    r"\b(?:proc\.|proceedings|conference|workshop|symposium|aaai|acl|cvpr|eccv|emnlp|icassp|iccv"
    r"|iclr|icml|ijcai|interspeech|naacl|neurips)",
    re.IGNORECASE,
)


class Kind(Enum):
    """How a paper appeared, as far as its venue tells."""

    PREPRINT = auto()
    ARTICLE = auto()
    MEETING = auto()


def kind_of(paper: Paper) -> Kind:
    """A preprint without a venue; else an article, or a paper at a meeting."""
    if not paper.venue:
        return Kind.PREPRINT
    return Kind.MEETING if _MEETING.search(paper.venue) else Kind.ARTICLE


# ``1506.03134`` and ``hep-th/9901001``: both begin their number with the year.
_ARXIV_YEAR = re.compile(r"(\d\d)\d\d\.|[a-z.-]+/(\d\d)", re.IGNORECASE)
_FIRST_ARXIV_YEAR = 91


def citation_keys(entries: Sequence[Entry]) -> list[str]:
    """A key for every entry, in their order: ``wang2024gpsformer``.

    A key is the first author's family name, the year and the first significant word of the title,
    in the letters a to z and digits; what is missing is left out, and a paper that has none of
    the words is called by its number. Where several entries would share a key, the one with the
    lowest number keeps it and the others get a, b, c… in the order of their numbers; so a paper
    has the same key alone and among others, unless an older one of the export takes it.
    """
    plain_keys = [_plain_key(entry) for entry in entries]
    suffixes: dict[str, Iterator[str]] = {}
    taken = set(plain_keys)
    keys = list(plain_keys)
    for index in sorted(range(len(entries)), key=lambda index: entries[index].id):
        key = plain_keys[index]
        if key not in suffixes:
            suffixes[key] = _suffixes()
            continue
        keys[index] = next(key + suffix for suffix in suffixes[key] if key + suffix not in taken)
        taken.add(keys[index])
    return keys


def citation_url(paper: Paper) -> str | None:
    """Where the paper itself can be found; ``None`` when only a search could find it."""
    if paper.arxiv_id or paper.doi:
        return paper_page_url(paper)
    links = paper.links_of(LinkKind.PROJECT) or paper.links_of(LinkKind.PDF)
    return links[0].url if links else None


def year_of(paper: Paper) -> int | None:
    """The year of publication, or that of the arXiv id. A list day says nothing about it."""
    if paper.published_on:
        return paper.published_on.year
    match = _ARXIV_YEAR.match(paper.arxiv_id or "")
    if match is None:
        return None
    year = int(match[1] or match[2])
    return year + (1900 if year >= _FIRST_ARXIV_YEAR else 2000)


def keywords_of(entry: Entry) -> list[str]:
    """The paper's keywords and the reader's tags, each once."""
    words = map(plain, (*entry.paper.keywords, *entry.triage.tags))
    return list({word.casefold(): word for word in words if word}.values())


def _plain_key(entry: Entry) -> str:
    paper = entry.paper
    author = fold(split_name(paper.authors[0].name).full_family) if paper.authors else ""
    listed = paper.listed_on.year if paper.listed_on else ""
    year = str(year_of(paper) or listed)
    return author + year + (_title_word(paper.title) or ("" if author else f"paper{entry.id}"))


def _title_word(title: str) -> str:
    words = [fold(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", plain(title))]
    words = [word for word in words if word]
    significant = (word for word in words if not _INSIGNIFICANT.fullmatch(word))
    return next(significant, words[0] if words else "")


def fold(text: str) -> str:
    """``text`` in the letters a to z and digits, nothing else: ``Schölkopf`` -> ``scholkopf``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_NOT_DECOMPOSED))
    return re.sub(r"[^a-z0-9]", "", decomposed)[:_LONGEST_KEY_PART]


def _suffixes() -> Iterator[str]:
    length = 1
    while True:
        yield from map("".join, product(ascii_lowercase, repeat=length))
        length += 1
