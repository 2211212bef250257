"""Links within a paper that a general reader made addresses of: anchors for what they lead to.

``[1](https://arxiv.org/html/ID#S1.F1 "Figure 1 ‣ 1 Introduction ‣ …")`` names what it leads to in
its title; a reference ``#bib.bib7`` is the seventh of the list.
"""

import re
from collections.abc import Iterator

from tui.sources.fulltext.internal_links import PaperLinks
from tui.sources.fulltext.writing import anchor

_LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]"
    r"\((?P<url>https?://(?:[^()\s]|\([^()\s]*\))+)(?: \"(?P<title>[^\"\n]*)\")?\)"
)
_STEP = " ‣ "
_REFERENCE = re.compile(r"bib\.bib(\d{1,4})")
_REFERENCES = re.compile(r"(?:#{1,6} )?(?:References|Bibliography|REFERENCES)\s*")
_ITEM = re.compile(r"[*+-] +")
_LONGEST_LABEL = 300


def with_anchors(markdown: str, arxiv_id: str) -> str:
    """``markdown`` with links within the paper as ``#anchor``, and anchors before their targets.

    A link whose target isn't found stays an address.
    """
    links = PaperLinks(arxiv_id)
    wanted = dict(_wanted(markdown, links))
    lines, placed = _placed(markdown.split("\n"), wanted)

    def relinked(match: re.Match[str]) -> str:
        name = links.anchor(match["url"])
        return f"[{match['text']}]({f'#{name}' if name in placed else match['url']})"

    return _LINK.sub(relinked, "\n".join(lines))


def _wanted(markdown: str, links: PaperLinks) -> Iterator[tuple[str, str]]:
    """The names that links lead to, and what is printed there: ``S1.F1`` and ``Figure 1``."""
    for match in _LINK.finditer(markdown):
        name = links.anchor(match["url"])
        if name and anchor(name):
            label, step, _ = (match["title"] or "").partition(_STEP)
            yield name, label.removeprefix("In ") if step else ""


def _placed(lines: list[str], wanted: dict[str, str]) -> tuple[list[str], set[str]]:
    """The lines with anchors among them, and the names of those."""
    by_label = {label: name for name, label in wanted.items() if label}
    references = _reference_lines(lines)
    written: list[str] = []
    placed: set[str] = set()
    for number, line in enumerate(lines):
        name = references.get(number) or _named(line, by_label)
        if name in wanted and name not in placed:
            placed.add(name)
            written += ("", anchor(name), "")
        written.append(line)
    return written, placed


def _reference_lines(lines: list[str]) -> dict[int, str]:
    """The lines that the references begin with, and the name of each."""
    heading = max((n for n, line in enumerate(lines) if _REFERENCES.fullmatch(line)), default=None)
    if heading is None:
        return {}
    items = (n for n in range(heading, len(lines)) if _ITEM.match(lines[n]))
    return {line: f"bib.bib{place}" for place, line in enumerate(items, start=1)}


def _named(line: str, by_label: dict[str, str]) -> str | None:
    """The name of what a line begins with: a heading, or the caption of a figure or table."""
    words = line[:_LONGEST_LABEL].lstrip("#").split()
    for count in range(len(words), 0, -1):
        label = " ".join(words[:count])
        if found := by_label.get(label) or by_label.get(label.rstrip(":.")):
            return found
    return None
