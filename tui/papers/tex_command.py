"""pylatexenc, set up for titles and abstracts: the one place that knows that library."""

import logging
from collections.abc import Callable
from typing import Any

from pylatexenc import latex2text, latexwalker, macrospec

from tui.papers.tex_script import script

# Argument shapes in pylatexenc's notation: "{" mandatory, "[" optional, "*" a star.
_ARGUMENTS = {
    "href": "{{",
    "textcolor": "{{",
    "texorpdfstring": "{{",
    "textsuperscript": "{",
    "textsubscript": "{",
    "unicode": "{",
    "url": "{",
    "footnote": "{",
    **dict.fromkeys(("cite", "citep", "citet", "citealp", "citeauthor"), "*[[{"),
    **dict.fromkeys(("ref", "eqref", "cref", "label"), "{"),
}
_SILENT = (
    "cite citep citet citealp citeauthor ref eqref cref label left right middle limits nolimits "
    "big Big bigl bigr Bigl Bigr bigg Bigg rm it tt bf em sc sf sl cal rmfamily sffamily ttfamily "
    "bfseries mdseries itshape scshape upshape tiny scriptsize footnotesize small normalsize large "
    "Large LARGE huge Huge displaystyle textstyle noindent centering xspace protect - !"
)
_PATTERNS = {
    "href": "%(2)s",
    "textcolor": "%(2)s",
    "texorpdfstring": "%(2)s",
    "url": "%(1)s",
    "footnote": " (%(1)s)",
    "eg": "e.g.",
    "ie": "i.e.",
    "etal": "et al.",
    "deg": "°",
    "textless": "<",
    "textgreater": ">",
    "textunderscore": "_",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "circledR": "®",
    "ne": "≠",
    "|": "‖",
    "lVert": "‖",
    "rVert": "‖",
}


def latex_converter() -> Callable[[str], str]:
    """A function from a piece of TeX to text. It never raises: what it can't read comes back."""
    # Its warnings would be written over the screen.
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    parsing = latexwalker.get_default_latex_context_db()
    parsing.add_context_category("papers", macros=_macros(), prepend=True)
    writing = latex2text.get_default_latex_context_db()
    writing.add_context_category("papers", macros=_macro_texts(), prepend=True)
    writing.set_unknown_macro_spec(latex2text.MacroTextSpec("", simplify_repl=_verbatim))
    writer = latex2text.LatexNodes2Text(
        latex_context=writing, math_mode="text", strict_latex_spaces="based-on-source"
    )

    def convert(source: str) -> str:
        try:
            nodes, _, _ = latexwalker.LatexWalker(source, latex_context=parsing).get_latex_nodes()
            text = str(writer.nodelist_to_text(nodes))
        except (
            latexwalker.LatexWalkerError,
            ArithmeticError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ):
            # pylatexenc raises such on malformed arguments, in its own handlers too.
            return source
        # An argument was missing and the library's own pattern shows.
        return source if "%s" in text and "%s" not in source else text

    return convert


def _macros() -> list[Any]:
    return [macrospec.std_macro(name, shape) for name, shape in _ARGUMENTS.items()]


def _macro_texts() -> list[Any]:
    return [
        *(latex2text.MacroTextSpec(name, _nothing) for name in _SILENT.split()),
        *(latex2text.MacroTextSpec(name, pattern) for name, pattern in _PATTERNS.items()),
        latex2text.MacroTextSpec("textsuperscript", _superscript),
        latex2text.MacroTextSpec("textsubscript", _subscript),
        latex2text.MacroTextSpec("unicode", _code_point),
    ]


def _nothing(_node: Any) -> str:
    return ""


def _verbatim(node: Any) -> str:
    return str(node.latex_verbatim())


def _superscript(node: Any, l2tobj: Any) -> str:
    return script(True, _argument(node, l2tobj))


def _subscript(node: Any, l2tobj: Any) -> str:
    return script(False, _argument(node, l2tobj))


def _code_point(node: Any, l2tobj: Any) -> str:
    r"""The character of ``\unicode{x2013}``."""
    return chr(int(_argument(node, l2tobj).removeprefix("x"), 16))


def _argument(node: Any, l2tobj: Any) -> str:
    return str(l2tobj.nodelist_to_text(node.nodeargd.argnlist))
