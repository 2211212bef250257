"""TeX maths as one line of Unicode, for what LaTeXML and Markdown leave as TeX."""

import re
from functools import lru_cache

from tui.papers.text import clean, tex_to_unicode
from tui.sources.fulltext.tex_arguments import with_arguments_read

_LONGEST = 2_000
_LONGEST_PIECE = 480  # tex_to_unicode reads formulas of up to 500 characters

# Layout: commands, and lengths such as 9.2pt after them, that nobody sees in one line of text.
_LENGTH = r"\s*-?\d*\.?\d+\s*(?:pt|em|ex|mu|in|cm|mm|true\w+)"
_LAYOUT = re.compile(
    rf"\\(?:[hvmk]skip|[hm]kern|kern|raise|lower){_LENGTH}"
    r"|\\(?:hspace|vspace|label|tag|phantom|hphantom|vphantom|color)\*?(?:\[[^\[\]]*\])?\{[^{}]*\}"
    r"|\\(?:displaystyle|textstyle|scriptstyle|scriptscriptstyle|limits|nolimits|nonumber|notag"
    r"|allowbreak|nobreak|penalty-?\d*|middle|strut|mathstrut|centering|hfill|hfil|par|null"
    r"|mathopen|mathclose|mathbin|mathrel|mathop|mathord|mathpunct|mathinner)(?![A-Za-z])"
)
_SPACE = re.compile(r"\\(?:qquad|quad|enspace|enskip|thinspace|[,;:>! ])|~")
_LINE_CONTINUED = re.compile(r"%[ \t]*\r?\n\s*")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]+)\*?\}(?:\[[a-z]\])?(?:\{[lcr|@{}\s]*\})?\s*")
_NEXT_ROW = re.compile(r"\\\\(?:\*|\[[^\[\]]*\])?|\\(?:cr|newline)(?![A-Za-z])")
_NEXT_CELL = re.compile(r"(?<!\\)&")
_CHOOSE = re.compile(r"\{([^{}]*)\\choose(?![A-Za-z])([^{}]*)\}")
_EMPTY_GROUP = re.compile(r"(\\[A-Za-z]+)\{\}")
_ROOT = re.compile(r"\\sqrt\s*\[([^\[\]]*)\]")
_FUNCTION = re.compile(
    r"(?<=[\w)}])(?=\\(?:log|ln|lg|exp|sin|cos|tan|max|min|sup|inf|arg|det|dim|ker|Pr)(?![A-Za-z]))"
)
_UNREAD = re.compile(r"\\[A-Za-z@]")
_OPERATOR_SPACED = re.compile(
    r"(?<=[\w)\]}])\s*([=≠≤≥<>≈≡∼→←↦⇒∈∉⊂⊆≪≫∝:≔×±∪∩∧∨⊕⊗])\s*(?=[\w({\[−√∑∏∫‖|])"
)

_SPACE_BEFORE_CLOSER = re.compile(r" +(?=[)\]},.;])")

_NAMED = {
    "coloneqq": ":=", "coloneq": ":=", "eqqcolon": "=:", "argmax": r"arg\,max",
    "argmin": r"arg\,min", "dots": "…", "ldots": "…", "dotsc": "…", "dotsb": "⋯", "cdots": "⋯",
    "lvert": "|", "rvert": "|", "vert": "|", "Vert": "‖", "mid": " | ", "bigm": "", "Bigm": "",
    "lbrace": r"\{", "rbrace": r"\}", "lbrack": "[", "rbrack": "]", "colon": ":", "bot": "⊥",
    "top": "⊤", "intercal": "⊤", "implies": "⟹", "iff": "⟺", "gets": "←", "land": "∧",
    "lor": "∨", "lnot": "¬", "blacksquare": "■", "square": "□", "Box": "□", "qed": "□",
    "checkmark": "✓", "ding": "", "dagger": "†", "ddagger": "‡", "star": "⋆", "prime": "′",
    "slash": "/", "backslash": "∖", "minus": "−", "ell": "ℓ", "hbar": "ℏ", "llbracket": "⟦",
    "rrbracket": "⟧", "varnothing": "∅", "geqslant": "≥", "leqslant": "≤", "bmod": " mod ",
    "And": "&", "lt": "<", "gt": ">", "triangleq": "≜", "upharpoonright": "↾", "mathsection": "§",
}  # fmt: skip
_NAME = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])\s?")


@lru_cache(maxsize=8192)
def tex_text(tex: str) -> str | None:
    """A formula as one line of Unicode; ``None`` where that can't be done.

    ``\\frac{a+b}{2}`` → ``(a+b)/2``. Rows are separated by ``; ``. Typefaces are lost.
    """
    if len(tex) > _LONGEST:
        return None
    tidy = _tidied(tex)
    text = _SPACE_BEFORE_CLOSER.sub("", clean(_piece_text(tidy)))
    text = _OPERATOR_SPACED.sub(r" \1 ", text)
    return None if _UNREAD.search(text) or (tidy and not text) else text


def tex_rows(tex: str) -> list[str]:
    """The rows of a displayed formula, each TeX of its own."""
    tex = _LINE_CONTINUED.sub("", tex)
    if tex.count(r"\begin") > 1 or re.search(r"matrix|cases|array", tex):
        return [tex]
    return [row for row in _NEXT_ROW.split(_ENVIRONMENT.sub("", tex)) if row.strip()]


def _bracket(match: re.Match[str]) -> str:
    """What stands for the bracket that an environment draws."""
    begins, name = match.group(1) == "begin", match.group(2)
    if name.endswith("matrix"):
        return "[" if begins else "]"
    return r"\{" if name.endswith("cases") and begins else " "


def _tidied(tex: str) -> str:
    tex = _EMPTY_GROUP.sub(r"\1 ", _LINE_CONTINUED.sub("", tex))
    tex = _CHOOSE.sub(r"C(\1,\2)", tex)
    tex = _NEXT_ROW.sub("; ", _ENVIRONMENT.sub(_bracket, tex))
    tex = _LAYOUT.sub(" ", _NEXT_CELL.sub(" ", tex))
    tex = _FUNCTION.sub(" ", _ROOT.sub(r"{}^{\1}\\sqrt", _SPACE.sub(" ", tex)))
    return with_arguments_read(_NAME.sub(_named, tex)).strip(" ;")


def _named(match: re.Match[str]) -> str:
    return _NAMED.get(match.group(1), match.group())


def _piece_text(tex: str) -> str:
    """A stretch of TeX as Unicode; what is too long for one reading in parts."""
    if not tex.strip():
        return ""
    if len(tex) <= _LONGEST_PIECE:
        return tex_to_unicode(rf"\({tex}\)").strip()
    middle = _breaking_point(tex)
    return f"{_piece_text(tex[:middle])} {_piece_text(tex[middle:])}"


def _breaking_point(tex: str) -> int:
    """Where to cut: after a space outside of braces near the middle, else at the middle."""
    depth, best = 0, 0
    for place, char in enumerate(tex):
        depth += (char == "{") - (char == "}")
        outside = depth == 0 and char in " =,+-"
        if outside and abs(place - len(tex) // 2) < abs(best - len(tex) // 2):
            best = place
    return best or len(tex) // 2
