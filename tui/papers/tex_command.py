"""What TeX commands with arguments say in Unicode: fractions, accents, typefaces, links."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tui.papers.tex_accent import ACCENTS, accented, double_struck
from tui.papers.tex_script import script

# Gaps become a space, or nothing, once what stands on both sides is known.
WORD_GAP = "\ufdd2"
"""Keeps the name of a function apart from a letter or a number beside it."""
FACTOR_GAP = "\ufdd3"
"""Keeps a fraction apart from a factor beside it, also from one in brackets."""

_COMPOUND = re.compile(r"[+\-−=<>/ ,·×±∓∈≤≥]")


@dataclass(frozen=True, slots=True)
class Command:
    """How a command is written: its arguments, and their text as one.

    ``arguments`` has a letter for each: ``m`` one that must be there, ``?`` one that may be
    missing, ``g`` a group and ``o`` a part in square brackets that may be missing; ``*`` is a star
    and ``l`` a length, which say nothing. What is missing is ``""`` to ``write``.
    """

    arguments: str
    write: Callable[..., str]


def as_factor(text: str) -> str:
    """``text`` in brackets where it needs them as part of a fraction: ``(a+b)``, ``2n``."""
    text = text.strip()
    return f"({text})" if _COMPOUND.search(_outside_of_brackets(text)) else text


def fraction(above: str, below: str) -> str:
    """``a/b``, kept apart from factors beside it."""
    return f"{FACTOR_GAP}{as_factor(above)}/{as_factor(below)}{FACTOR_GAP}"


def choice(n: str, k: str) -> str:
    """A binomial coefficient."""
    return f"{WORD_GAP}C({n.strip()},{k.rstrip()})"


def function(name: str) -> str:
    """The name of a function, which a letter before it must not run into."""
    return f"{WORD_GAP}{name}"


def _outside_of_brackets(text: str) -> str:
    """What of ``text`` stands in no bracket: whether it needs brackets shows there."""
    kept: list[str] = []
    depth = 0
    for char in text:
        depth += char in "([{⟨⌊⌈"
        if depth <= 0:
            kept.append(char)
        depth -= char in ")]}⟩⌋⌉"
    return "".join(kept)


def _root(index: str, content: str) -> str:
    return f"{FACTOR_GAP}{script(True, index)}√({content})" if index else f"√({content})"


def _last(*arguments: str) -> str:
    return next(filter(None, reversed(arguments)), "")


def _nothing(*_arguments: str) -> str:
    return ""


def _code_point(number: str) -> str:
    r"""The character of ``\unicode{x2013}``."""
    try:
        return chr(int(number.removeprefix("x"), 16))
    except (ValueError, OverflowError):
        return number


def _opening(environment: str, *_options: str) -> str:
    """The bracket that an environment begins with."""
    if environment.endswith("matrix"):
        return "["
    return "{" if environment.startswith(("cases", "dcases")) else " "


def _closing(environment: str) -> str:
    return "]" if environment.endswith("matrix") else " "


def _between(left: str, right: str) -> Callable[[str], str]:
    return lambda content: f"{left}{content}{right}"


def _all(names: str, arguments: str, write: Callable[..., str]) -> dict[str, Command]:
    return dict.fromkeys(names.split(), Command(arguments, write))


_TYPEFACES = """
    text textrm textbf textit textsf texttt textsc textsl textup textnormal textmd mathrm mathbf
    mathit mathsf mathtt mathcal mathscr mathfrak mathnormal boldsymbol bm pmb bold emph
    ensuremath mbox hbox fbox underline uline smash substack llap rlap mathllap clap cancel
    mathopen mathclose mathbin mathrel mathop mathord mathpunct mathinner ce
"""
_CITATIONS = "cite citep citet citealp citealt citeauthor citeyear citeyearpar Citet Citep"

COMMANDS: Mapping[str, Command] = {
    **_all(_TYPEFACES, "*?", _last),
    **_all("frac tfrac dfrac cfrac nicefrac sfrac", "mm", fraction),
    **_all("binom dbinom tbinom", "mm", choice),
    **_all("sqrt", "om", _root),
    **_all("mathbb mathbbm mathds Bbb", "m", double_struck),
    **_all("overset stackrel", "mm", lambda over, base: base + script(True, over.strip())),
    **_all("underset", "mm", lambda under, base: base + script(False, under.strip())),
    **_all("xrightarrow", "om", lambda _, over: f"→{script(True, over.strip())}"),
    **_all("xleftarrow", "om", lambda _, over: f"←{script(True, over.strip())}"),
    **_all("underbrace overbrace", "m", as_factor),
    **_all("operatorname", "*m", function),
    **_all("pmod", "m", _between(f"{FACTOR_GAP}(mod ", ")")),
    **_all("boxed", "m", _between("[", "]")),
    **_all("bigO", "g", lambda content: f"O({content})" if content else "O"),
    **_all("norm", "m", _between("‖", "‖")),
    **_all("abs", "m", _between("|", "|")),
    **_all("ket", "m", _between("|", "⟩")),
    **_all("bra", "m", _between("⟨", "|")),
    **_all("braket", "m", _between("⟨", "⟩")),
    **_all("enquote", "m", _between("“", "”")),
    **_all("footnote", "om", lambda _, content: f" ({content})"),
    **_all("textsuperscript", "m", partial(script, True)),
    **_all("textsubscript", "m", partial(script, False)),
    **_all("unicode", "m", _code_point),
    **_all("url", "m", _last),
    **_all("href texorpdfstring raisebox foreignlanguage hyperlink", "m?", _last),
    **_all("textcolor colorbox", "om?", lambda *arguments: arguments[-1]),
    **_all("num si unit", "om", _last),
    **_all("SI qty", "omm", lambda _, number, unit: f"{number} {unit}"),
    **_all(_CITATIONS, "*ooo?", _nothing),
    **_all("ref eqref cref Cref autoref label tag hspace vspace", "*?", _nothing),
    **_all("phantom hphantom vphantom", "m", _nothing),
    **_all("color pagecolor footnotemark", "og", _nothing),
    **_all("hskip vskip mskip kern hkern mkern raise lower penalty", "l", _nothing),
    **_all("begin", "mog", _opening),
    **_all("end", "m", _closing),
    **{name: Command("m", partial(accented, name)) for name in ACCENTS},
}
