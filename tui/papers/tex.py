"""TeX in prose to Unicode.

Only the fragments that are TeX are read, each remembered: the rest of an abstract costs nothing,
and a per cent sign or an ampersand in it is never mistaken for TeX.
"""

import re
from collections.abc import Iterator

from tui.papers.tex_reading import read_command, read_maths

_LONGEST_TEXT = 20_000
_GROUP = r"\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\}"
_INLINE = r"(?:[^$\\]|\\.)"
_SWALLOWS_SPACE = r"o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i|j|rm|it|tt|bf|em|sc|sf|sl|small"
_FRAGMENT = re.compile(
    rf"""
      \\\((?P<round>.{{1,500}}?)\\\)
    | \\\[(?P<square>.{{1,500}}?)\\\]
    | \$\$(?P<display>{_INLINE}{{1,500}}+)\$\$
    | \$(?P<inline>{_INLINE}{{1,500}}+)\$
    | (?P<command>
          \\(?:{_SWALLOWS_SPACE})(?![A-Za-z])[ ]?(?:\{{\}})?
        | \\[cvuHkrdbt](?:[ ]+[A-Za-z](?![A-Za-z])|\{{[^{{}}]*+\}})
        | \\[A-Za-z]++\*?(?:\[[^\[\]]{{0,100}}\])?(?:{_GROUP})*+
        | \\['"`^~=.][ ]?(?:\{{[^{{}}]*+\}}|\\[ij](?![A-Za-z])|[^\W\d_])
        | \\[^A-Za-z]
      )
    """,
    re.VERBOSE | re.DOTALL,
)
_MATHS_SIGN = re.compile(r"[\\^_=<>]")
_AMOUNT_AND_MORE = re.compile(r"\d[\d.,]*[KMBkmb]?[.,;]?\s")
_PROSE_WORD = re.compile(r"[^\W\d_]{3,}\s|\s[^\W\d_]{3,}")
_TIE = re.compile(r"(?<=[^\W\d_])~(?=[\w(]|$)|(?<=[.,])~(?=[\w(]|$)")
_BRACES = str.maketrans("", "", "{}")


def read_tex(text: str) -> str:
    """``text`` with the TeX fragments in it converted; text too long for that as it is."""
    if len(text) > _LONGEST_TEXT:
        return text
    pieces = list(_pieces(text))
    if not any(converted != source for source, converted in pieces if converted is not None):
        return text
    return "".join(
        _plain(source) if converted is None else converted for source, converted in pieces
    )


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Each stretch of ``text`` with what it converts to; ``None`` for one that is not TeX."""
    start = position = 0
    while match := _FRAGMENT.search(text, position):
        converted = _converted(match)
        if converted is None:
            position = match.start() + 1
            continue
        yield text[start : match.start()], None
        yield match.group(), converted
        start = position = match.end()
    yield text[start:], None


def _converted(match: re.Match[str]) -> str | None:
    """What a fragment converts to; ``None`` where the dollar sign is just a dollar sign."""
    kind, content = match.lastgroup, match.group(match.lastgroup or 0)
    if kind == "command":
        return read_command(content)
    if kind == "inline" and not _is_maths(content, match.string[match.end() : match.end() + 1]):
        return None
    return read_maths(content)


def _is_maths(content: str, following: str) -> bool:
    """Whether what stands between two dollar signs is maths rather than an amount and prose."""
    if content[0].isdigit() and (following.isdigit() or content[-1].isspace()):
        return False
    if _MATHS_SIGN.search(content):
        return True
    if _AMOUNT_AND_MORE.match(content):
        return False
    return content == content.strip() and not _PROSE_WORD.search(content)


def _plain(prose: str) -> str:
    """Prose between TeX fragments: grouping braces go, a tie between words is a space."""
    if "~" in prose:
        prose = _TIE.sub(" ", prose)
    return prose.translate(_BRACES)
