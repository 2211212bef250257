"""TeX maths in Markdown, turned into Unicode."""

import re

from tui.sources.fulltext.tex import tex_rows, tex_text
from tui.sources.fulltext.writing import FENCED_CODE, code_span, escaped, quoted

_GROUP = r"\{(?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]*+\})*+\})*+\}"
_PARAGRAPH = r"(?:[^$\\\n]|\\.|\n(?!\s*\n))"
_CODE_TEXT = r"(?:[^`\n]|(?!(?P=ticks)(?!`))`+|\n(?!\s*\n)){0,2000}?"
_FRAGMENT = re.compile(
    rf"""
      (?P<code>
          {FENCED_CODE}
        | (?<!`)(?P<ticks>`{{1,10}})(?!`){_CODE_TEXT}(?P=ticks)(?!`)
        | \]\([^()\s]*+(?:[ ]"[^"\n]*")?\)
        | https?://[^\s)>\]]++
      )
    | \$\$(?P<display>{_PARAGRAPH}{{1,5000}}+)\$\$
    | \\\[(?P<square>(?:[^\\\n]|\\[^\[\]]|\n(?!\s*\n)){{1,5000}}+)\\\]
    | \\\((?P<round>(?:[^\\\n]|\\[^()]|\n(?!\s*\n)){{1,1500}}+)\\\)
    | (?<!\\)\$(?P<inline>{_PARAGRAPH}{{1,1500}}+)\$
    | (?<![^\s(“"_*])(?=[^\s`$|<>]{{0,200}}?(?:\\[A-Za-z]{{2}}|[_^]\{{|\{{=?\}}))
      (?P<bare>(?:[^\s\\{{}}`$|<>*_]|(?<=[^\s_*])_(?=[\w\\{{])|\\[A-Za-z]++|\\[^A-Za-z\s]|{_GROUP})++)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TEX_SIGN = re.compile(r"[\\^_{}]")
_AMOUNT_AND_MORE = re.compile(r"\d[\d.,]*[KMBkmb]?[.,;]?\s")
_PROSE_WORD = re.compile(r"[^\W\d_]{3,}\s|\s[^\W\d_]{3,}")


def with_unicode_maths(markdown: str) -> str:
    """``markdown`` with its maths as Unicode; what can't be stays as TeX, in code.

    Read are ``$…$``, ``$$…$$``, ``\\(…\\)``, ``\\[…\\]`` and words that hold TeX without any of
    these, such as ``\\pi_{0}``. Displayed formulas become block quotes. Amounts ($5), code and
    addresses are left alone.
    """
    if "\\" not in markdown and "$" not in markdown and "{" not in markdown:
        return markdown
    pieces: list[str] = []
    start = position = 0
    while match := _FRAGMENT.search(markdown, position):
        written = _written(match)
        if written is None:
            position = match.start() + 1 if match.group("inline") else match.end()
            continue
        pieces += (markdown[start : match.start()], written)
        start = position = match.end()
    return "".join((*pieces, markdown[start:]))


def inline_maths(tex: str) -> str:
    """A formula within a paragraph as Markdown: Unicode, else its TeX as code."""
    text = tex_text(tex)
    if text is None:
        return code_span(f"${' '.join(tex.split())}$")
    return escaped(text).replace("|", r"\|")


def displayed_maths(tex: str, number: str = "") -> str:
    """A formula on lines of its own: a block quote, a line for each row, its number at the end."""
    rows = [inline_maths(row) for row in tex_rows(tex)]
    return displayed([row for row in rows if row], number)


def displayed(rows: list[str], number: str = "") -> str:
    """Rows of a formula, Markdown already, as a block quote."""
    if rows and number:
        rows = [*rows[:-1], f"{rows[-1]}    {escaped(number)}"]
    return quoted("\\\n".join(rows))


def _written(match: re.Match[str]) -> str | None:
    """What a fragment becomes; ``None`` where it is to stay as it is."""
    kind = match.lastgroup
    tex = match.group(kind) if kind else ""
    if match.group("code") or not tex.strip():
        return None
    if kind in ("display", "square"):
        # \[12\] is a bracket that Markdown was told not to read.
        return f"\n\n{displayed_maths(tex)}\n\n" if kind == "display" or _is_tex(tex) else None
    if kind == "bare":
        text = tex_text(tex)
        return escaped(text) if text else None
    following = match.string[match.end() : match.end() + 1]
    return inline_maths(tex) if _is_maths(tex, following) else None


def _is_maths(content: str, following: str) -> bool:
    """Whether what stands between two dollar signs is maths rather than an amount and prose."""
    if content[0].isdigit() and (following.isdigit() or content[-1].isspace()):
        return False
    if _is_tex(content):
        return True
    if following.isdigit() or _AMOUNT_AND_MORE.match(content):
        return False
    return content == content.strip() and not _PROSE_WORD.search(content)


def _is_tex(content: str) -> bool:
    return _TEX_SIGN.search(content) is not None
