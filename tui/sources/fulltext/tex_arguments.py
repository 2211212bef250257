"""Commands of TeX maths that take arguments: fractions, typefaces, things on top of each other."""

import re
from collections.abc import Callable, Mapping

_MOST_NESTED = 12
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_COMPOUND = re.compile(r"[+\-−=<>/ ,·×±∓]|\\(?:cdot|times|pm|mp|in|leq|geq)(?![A-Za-z])")


def _fraction(above: str, below: str) -> str:
    return f"{_as_factor(above)}/{_as_factor(below)} "


def _as_factor(tex: str) -> str:
    tex = tex.strip()
    return f"({tex})" if _COMPOUND.search(_outside_of_brackets(tex)) else tex


def _outside_of_brackets(tex: str) -> str:
    """What of ``tex`` stands in no bracket or group: whether it needs brackets shows there."""
    kept: list[str] = []
    depth = 0
    for char in tex:
        depth += char in "([{"
        if depth <= 0:
            kept.append(char)
        depth -= char in ")]}"
    return "".join(kept)


def _last(*arguments: str) -> str:
    return arguments[-1]


_TYPEFACES = """
    text textrm textbf textit textsf texttt textsc textup textnormal textmd mathrm mathbf mathit
    mathsf mathtt mathcal mathscr mathfrak mathnormal boldsymbol bm pmb bold emph operatorname
    ensuremath mbox hbox fbox underline uline smash substack mathds llap rlap clap cancel
"""
_READERS: Mapping[str, tuple[int, Callable[..., str]]] = {
    **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"), (2, _fraction)),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), (2, lambda n, k: f"C({n},{k})")),
    **dict.fromkeys(("overset", "stackrel"), (2, lambda over, base: f"{base}^{{{over}}}")),
    "underset": (2, lambda under, base: f"{base}_{{{under}}}"),
    "textcolor": (2, _last),
    "href": (2, _last),
    "raisebox": (2, _last),
    "xrightarrow": (1, lambda over: rf"\to^{{{over}}}"),
    "xleftarrow": (1, lambda over: rf"\gets^{{{over}}}"),
    "pmod": (1, lambda n: f"(mod {n})"),
    "boxed": (1, lambda content: f"[{content}]"),
    "norm": (1, lambda content: f"‖{content}‖"),
    "abs": (1, lambda content: f"|{content}|"),
    **dict.fromkeys(_TYPEFACES.split(), (1, _last)),
    **dict.fromkeys(("underbrace", "overbrace"), (1, _as_factor)),
    "mathbbm": (1, lambda content: rf"\mathbb{{{content}}}"),
}


def with_arguments_read(tex: str) -> str:
    """``tex`` with fractions as ``a/b``, typefaces dropped, and the like; unknown ones stay."""
    return _read(tex, _MOST_NESTED)


def _read(tex: str, levels: int) -> str:
    if levels == 0 or "\\" not in tex:
        return tex
    pieces: list[str] = []
    position = 0
    while match := _COMMAND.search(tex, position):
        pieces.append(tex[position : match.start()])
        written, position = _command(tex, match, levels)
        pieces.append(_joined_to(pieces, written, is_read=match.group(1) in _READERS))
    pieces.append(tex[position:])
    return "".join(pieces)


def _command(tex: str, match: re.Match[str], levels: int) -> tuple[str, int]:
    """What a command and its arguments become, and where what follows them begins."""
    count, reader = _READERS.get(match.group(1), (0, None))
    if reader is None:
        return match.group(), match.end()
    arguments, position = [], match.end()
    for _ in range(count):
        argument, position = _argument(tex, position)
        arguments.append(_read(argument, levels - 1))
    return reader(*arguments), position


def _argument(tex: str, position: int) -> tuple[str, int]:
    """The argument that begins at ``position``: a group, a command or one character."""
    while position < len(tex) and tex[position].isspace():
        position += 1
    if position >= len(tex):
        return "", position
    if tex[position] == "{":
        end = _end_of_group(tex, position)
        return tex[position + 1 : end - 1], end
    if match := _COMMAND.match(tex, position):
        return match.group(), match.end()
    return tex[position], position + 1


def _end_of_group(tex: str, start: int) -> int:
    """Where the group that opens at ``start`` ends; the end of the text if it never does."""
    depth, place = 0, start
    while place < len(tex):
        char = tex[place]
        place += 2 if char == "\\" else 1
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place
    return len(tex) + 1


def _joined_to(pieces: list[str], written: str, *, is_read: bool) -> str:
    r"""What was read, so that it can't run into what is before it: ``\in`` and ``X``, ``_``."""
    before = "".join(pieces[-2:])
    if not is_read:
        return written
    if before.endswith(("_", "^")):
        return f"{{{written}}}"
    if written[:1].isalpha() and re.search(r"\\[A-Za-z]+$", before):
        return f" {written}"
    return written
