"""Writing Markdown: text that must not be read as markup, code, anchors, links, tables."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from tui.errors import PapertuiError
from tui.papers.text import clean_lines

LONGEST_MARKDOWN = 5_000_000
_MARKUP = re.compile(r"[\\`*\[\]<~]|&(?=#?\w{1,32};)|(?<![^\W_])_|_(?![^\W_])")
_BLOCK_START = re.compile(r">|(?:#{1,6}|[+=-]|\d{1,9}[.)])(?=\s|$)|[=-]{2,}\s*$|\|")
_BACKTICKS = re.compile(r"`+")
_ANCHOR = re.compile(r"[^\s\"'<>&()\[\]\\`]{1,200}")
_SAFE_IN_ADDRESS = "%#/:?@!$&'*+,;=~-._[]"
_BLANK_LINES = re.compile(r"\n{3,}")

FENCED_CODE = (
    r"^[ ]{0,3}(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+)[^\n]*\n"
    r"(?:(?!^[ ]{0,3}(?P=fence)[`~]*[ \t]*$)[^\n]*\n?)*+[^\n]*"
)
"""A block of code for a pattern with ``re.MULTILINE``, to its closing fence or the end of the text.

As in https://spec.commonmark.org/0.31.2/#fenced-code-blocks, a line that has backticks after its
first ones opens none: those are code within a paragraph.
"""


def escaped(text: str) -> str:
    """``text`` with a backslash before what Markdown would read as markup within a paragraph."""
    return _MARKUP.sub(r"\\\g<0>", text)


def block_escaped(markdown: str) -> str:
    """A paragraph of Markdown whose beginning can't be taken for a list, heading or quote."""
    match = _BLOCK_START.match(markdown)
    if not match:
        return markdown
    end = match.end() - 1 if match.group()[0].isdigit() else 0
    return f"{markdown[:end]}\\{markdown[end:]}"


def code_span(text: str) -> str:
    """``text`` as code within a paragraph."""
    fence = "`" * (_longest_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def fenced(text: str) -> str:
    """Lines of text as a block of code."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}\n{clean_lines(text)}\n{fence}"


def anchor(name: str) -> str:
    """The line that makes ``name`` a place that links lead to; empty for a name that can't be."""
    return f'<a id="{name}"></a>' if _ANCHOR.fullmatch(name) else ""


def link(markdown: str, target: str) -> str:
    """A link; ``target`` is an address, or ``#anchor``."""
    return f"[{markdown}]({quote(target, safe=_SAFE_IN_ADDRESS)})" if markdown else ""


def quoted(markdown: str) -> str:
    """Markdown as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of equal length as a table; the first is the heading. Cells are Markdown on one line."""
    head, *body = rows
    ruled = [head, ["---"] * len(head), *body]
    return "\n".join(_table_row(row) for row in ruled)


def _table_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |"


def finished(markdown: str, what: str) -> str:
    """The Markdown of a whole paper as it is kept: cleaned, one blank line between blocks.

    Raises PapertuiError when it is longer than 5 MB; ``what`` names the text in the message.
    """
    if len(markdown) > LONGEST_MARKDOWN:
        raise PapertuiError(
            f"{what} is longer than {LONGEST_MARKDOWN // 1_000_000} MB of text.",
            "Open the paper in the browser.",
        )
    return _BLANK_LINES.sub("\n\n", clean_lines(markdown))


def _longest_run(text: str) -> int:
    return max(map(len, _BACKTICKS.findall(text)), default=0)
