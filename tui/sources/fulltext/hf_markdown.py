"""The Markdown of a whole paper as Hugging Face gives it: arXiv's HTML, read by a general reader.

Its shape: lines ``Title:``, ``URL Source:``, ``Published Time:``, ``Markdown Content:``; at times
the contents and the banner of arXiv's page; then the text, its maths as TeX without dollar signs,
figures as ``![Image 1: Refer to caption](…)``, links within the paper as
``https://arxiv.org/html/ID#S1``. For a paper without HTML the page of the paper comes instead.
"""

import re

from tui.errors import PapertuiError
from tui.sources.fulltext.hf_anchors import with_anchors
from tui.sources.fulltext.math import with_unicode_maths
from tui.sources.fulltext.writing import FENCED_CODE, LONGEST_MARKDOWN, finished

_SHORTEST_PAPER = 4_000
_FEWEST_HEADINGS = 3
_LONGEST_FRONT = 20_000
_LONGEST_TITLE = 1_000
_CONTENT_MARK = "Markdown Content:"
_HEADER_LINE = re.compile(r"(?:Title|URL Source|Published Time|Warning):", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---\n.{0,20000}?\n---\n", re.DOTALL)
_HTML_PAGE = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<head|<body)", re.IGNORECASE)
_HEADING = re.compile(r"^(?:#{1,6} .*|[^\s#>|*-].*\n(?:={3,}|-{3,}))$", re.MULTILINE)
# The MathML that readers of older pages copied out as words: "italic_t start_POSTSUBSCRIPT".
_SPELT_MATHS = re.compile(r"_POST(?:SUB|SUPER)SCRIPT|\bitalic_\w")
_MOST_SPELT = 20
_BANNER = re.compile(
    r"Back to arXiv\n.{0,6000}?\n(?=#{1,6} |Abstract\n|###### Abstract)", re.DOTALL
)
_CONTENTS_ITEM = re.compile(r" *(?:\d+\.|[*-]) +(?:\d+\. +)*\[[^\n]*\]\(https?://\S*#[^\n]*\) *")
_OUTSIDE_OF_CODE = re.compile(
    rf"(?P<code>{FENCED_CODE}"
    r"|(?<!`)(?P<ticks>`{1,10})(?!`)[^\n]*?(?P=ticks)(?!`))"
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)"
    r"|!\[(?P<alt>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\((?:[^()\s]|\([^()\s]*\))*(?: \"[^\"\n]*\")?\)"
    r"|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,2000})?/?>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(r"\A\s*[^\n]{1,1000}\n={3,}\n")
_IMAGE_NUMBER = re.compile(r"Image \d+:?\s*")
_SAYS_NOTHING = frozenset(
    {"", "refer to caption", "uncaptioned image", "image", "[uncaptioned image]"}
)
_CITED_BY = re.compile(r"Cited by: \[.*")
_BULLET = re.compile(r"^( *[*+-] +)[•◦∙▪‣][ \t]*", re.MULTILINE)
_ABSTRACT = re.compile(r"^#{3,6} (?=Abstract\W*$)", re.MULTILINE)


def read_hf_markdown(body: bytes, arxiv_id: str) -> str:
    """The paper in a response of ``/papers/ID.md`` as Markdown.

    Raises PapertuiError when it is a page in HTML, or too short to be more than the abstract.
    """
    text = body[: 4 * LONGEST_MARKDOWN].decode("utf-8", "replace").removeprefix("\ufeff")
    if _HTML_PAGE.match(text):
        raise _no_paper()
    text = _without_front(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) < _SHORTEST_PAPER or len(_HEADING.findall(text)) < _FEWEST_HEADINGS:
        raise _no_paper()
    text = _OUTSIDE_OF_CODE.sub(_readable, text)
    text = _ABSTRACT.sub("## ", _BULLET.sub(r"\1", _CITED_BY.sub("", text)))
    text = with_unicode_maths(with_anchors(text, arxiv_id))
    return finished(text, "Hugging Face's text of the paper")


def has_spelt_maths(markdown: str) -> bool:
    """Whether formulas were copied out as words, which nobody can read."""
    return len(_SPELT_MATHS.findall(markdown)) > _MOST_SPELT


def _without_front(text: str) -> str:
    """The text without front matter, the lines about it, and the contents at its beginning."""
    text = _FRONT_MATTER.sub("", text.lstrip("\n"))
    start = text.find(_CONTENT_MARK)
    if _HEADER_LINE.match(text) and 0 <= start < _LONGEST_FRONT:
        text = _TITLE.sub("", text[start + len(_CONTENT_MARK) :], count=1)
    text = _BANNER.sub("", text[:_LONGEST_FRONT], count=1) + text[_LONGEST_FRONT:]
    return "\n".join(line for line in text.split("\n") if not _is_contents(line))


def _is_contents(line: str) -> bool:
    return len(line) < _LONGEST_TITLE and _CONTENTS_ITEM.fullmatch(line) is not None


def _readable(match: re.Match[str]) -> str:
    """What stays of a comment, a tag or an image: the image's own words, if it has any."""
    if match.group("code"):
        return match.group()
    alt = _IMAGE_NUMBER.sub("", match.group("alt") or "", count=1).strip()
    return "" if alt.lower() in _SAYS_NOTHING else f"*Image: {alt}*"


def _no_paper() -> PapertuiError:
    return PapertuiError("Hugging Face has no text of this paper.", "Open it in the browser.")
