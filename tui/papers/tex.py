"""TeX in prose to Unicode.

Only the fragments that are TeX are handed to pylatexenc, each remembered: the rest of an abstract
costs nothing, and a per cent sign or an ampersand in it is never mistaken for TeX.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from tui.papers.tex_script import with_scripts

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
_TYPEFACE = (
    r"\\(?:text(?:bf|it|tt|sf|sc|rm|md|up|normal)?|math(?:bf|it|tt|sf|rm|cal|scr|frak|normal)"
    r"|boldsymbol|bm|pmb|bold|emph|operatorname|ensuremath|mbox|underline|uline)(?![A-Za-z])\s*"
)
_STYLE = re.compile(rf"{_TYPEFACE}(?:\{{([^{{}}]*)\}}|(?!\{{))")
# Commands whose end pylatexenc must be shown: a letter like π follows, or a space not to be kept.
_ENDS_WITHOUT_SPACE = re.compile(
    rf"(\\(?:{_SWALLOWS_SPACE})(?=[ ])|\\[A-Za-z]+(?=[^\W\d_A-Za-z]))[ ]?"
)
_NAME = re.compile(r"\\[A-Za-z]+\*?")
_MATHS_INSIDE = re.compile(r"\$([^$]+)\$")
_BARE_SPECIAL = re.compile(r"\\.|[%#&]", re.DOTALL)
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
        return _command(content)
    if kind == "inline" and not _is_maths(content, match.string[match.end() : match.end() + 1]):
        return None
    return _maths(content)


def _is_maths(content: str, following: str) -> bool:
    """Whether what stands between two dollar signs is maths rather than an amount and prose."""
    if content[0].isdigit() and (following.isdigit() or content[-1].isspace()):
        return False
    if _MATHS_SIGN.search(content):
        return True
    if _AMOUNT_AND_MORE.match(content):
        return False
    return content == content.strip() and not _PROSE_WORD.search(content)


@lru_cache(maxsize=8192)
def _command(source: str) -> str:
    """What a command and its arguments say; an unknown one says what its arguments do."""
    text = _latex(_MATHS_INSIDE.sub(lambda maths: _maths(maths.group(1)), _unstyled(source)))
    name = _NAME.match(source)
    if name and name.group() != text:
        return text.removeprefix(name.group())
    return text


@lru_cache(maxsize=8192)
def _maths(source: str) -> str:
    return _latex(with_scripts(_unstyled(source).replace("{}", ""), _latex))


def _unstyled(source: str) -> str:
    """``source`` without the commands that only choose a typeface."""
    for _ in range(4):
        plain = _STYLE.sub(lambda match: match.group(1) or "", source)
        if plain == source:
            break
        source = plain
    return source


def _latex(source: str) -> str:
    if "\\" not in source and "{" not in source:
        return source.replace("~", " ")
    source = _ENDS_WITHOUT_SPACE.sub(r"\1{}", source)
    return _converter()(_BARE_SPECIAL.sub(_escaped, source))


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    return found if len(found) > 1 else f"\\{found}"


def _plain(prose: str) -> str:
    """Prose between TeX fragments: grouping braces go, a tie between words is a space."""
    if "~" in prose:
        prose = _TIE.sub(" ", prose)
    return prose.translate(_BRACES)


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from tui.papers.tex_command import latex_converter

    return latex_converter()
