"""TeX maths as one line of Unicode, for what LaTeXML and Markdown leave as TeX."""

import re
from functools import lru_cache

from tui.papers.tex_reading import read_maths
from tui.papers.text import clean

_LONGEST = 2_000

_LINE_CONTINUED = re.compile(r"%[ \t]*\r?\n\s*")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]+)\*?\}(?:\[[a-z]\])?(?:\{[lcr|@{}\s]*\})?\s*")
_NEXT_ROW = re.compile(r"\\\\(?:\*|\[[^\[\]]*\])?|\\(?:cr|newline)(?![A-Za-z])")
_UNREAD = re.compile(r"\\[A-Za-z@]")
_OPERATOR_SPACED = re.compile(
    r"(?<=[\w)\]}])\s*([=≠≤≥<>≈≡∼→←↦⇒∈∉⊂⊆≪≫∝:≔×±∪∩∧∨⊕⊗])\s*(?=[\w({\[−√∑∏∫‖|])"
)
_SPACE_BEFORE_CLOSER = re.compile(r" +(?=[)\]},.;])")


@lru_cache(maxsize=8192)
def tex_text(tex: str) -> str | None:
    """A formula as one line of Unicode; ``None`` where that can't be done.

    ``\\frac{a+b}{2}`` → ``(a+b)/2``. Rows are separated by ``; ``. Typefaces are lost.
    """
    if len(tex) > _LONGEST:
        return None
    tidy = _LINE_CONTINUED.sub("", tex)
    text = _SPACE_BEFORE_CLOSER.sub("", clean(read_maths(tidy))).strip(" ;")
    text = _OPERATOR_SPACED.sub(r" \1 ", text)
    return None if _UNREAD.search(text) or (tidy.strip() and not text) else text


def tex_rows(tex: str) -> list[str]:
    """The rows of a displayed formula, each TeX of its own."""
    tex = _LINE_CONTINUED.sub("", tex)
    if tex.count(r"\begin") > 1 or re.search(r"matrix|cases|array", tex):
        return [tex]
    return [row for row in _NEXT_ROW.split(_ENVIRONMENT.sub("", tex)) if row.strip()]
