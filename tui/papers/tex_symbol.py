"""What a TeX command without arguments stands for: ``alpha``, ``geq``, ``%``."""

from collections.abc import Mapping
from functools import lru_cache

_SILENT = """
    left right middle limits nolimits big Big bigl bigr Bigl Bigr bigg Bigg biggl biggr Biggl
    Biggr bigm Bigm rm it tt bf em sc sf sl cal rmfamily sffamily ttfamily bfseries mdseries
    itshape scshape upshape tiny scriptsize footnotesize small normalsize large Large LARGE huge
    Huge displaystyle textstyle scriptstyle scriptscriptstyle noindent centering protect nonumber
    notag allowbreak nobreak strut mathstrut hfill hfil par null expandafter boldmath
"""
_FUNCTIONS = """
    arccos arcsin arctan arg cos cosh cot csc det dim exp gcd hom inf ker lg lim ln log max min Pr
    sec sgn sign sin sinh sup tan tanh
"""
_LETTERS = "o O l L ss ae AE oe OE aa AA i j"
_PAIRS = """
    %=% @= -= /= (= )= [= ]= |=‖ lVert=‖ rVert=‖ lbrack=[ rbrack=] llbracket=⟦ rrbracket=⟧
    ne=≠ leqslant=≤ geqslant=≥ lt=< gt=> textless=< textgreater=> models=⊨ vDash=⊨
    coloneqq=:= coloneq=:= eqqcolon==: colon=: gets=← implies=⟹ iff=⟺ land=∧ lor=∨ neg=¬ bot=⊥
    bigsqcup=⨆ biguplus=⨄ bigodot=⨀ backslash=∖ slash=/ And=& textunderscore=_ textasciicircum=^
    hbar=ℏ varnothing=∅ prime=′ upmu=μ Re=ℜ Im=ℑ Box=□ qed=□ blacksquare=■ triangle=△ Diamond=◇
    bigstar=★ checkmark=✓ ddagger=‡ mathsection=§ S=§ deg=° degree=° percent=% circledR=®
    copyright=© LaTeX=LaTeX TeX=TeX eg=e.g. ie=i.e. etc=etc. ding= faGithub= xspace=
"""
_SYMBOLS = {
    **dict(pair.split("=", 1) for pair in _PAIRS.split()),
    **dict.fromkeys((">", "thinspace", "enspace", "space"), " "),
    **dict.fromkeys(("\\", "cr", "newline"), "; "),
    **dict.fromkeys(("bmod", "mod"), " mod "),
    "etal": "et al.",
    "mid": " | ",
    "item": " • ",
    "and": " · ",
}
_NUMBER_SETS = {"C": "ℂ", "N": "ℕ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}

SILENT = frozenset(_SILENT.split())
"""Commands that draw nothing, nor the space after them."""
LETTERS = frozenset(_LETTERS.split())
"""Commands for letters: the space after them only ends their name."""
FUNCTIONS = {
    **{name: name for name in _FUNCTIONS.split()},
    "argmax": "arg max",
    "argmin": "arg min",
    "liminf": "lim inf",
    "limsup": "lim sup",
    "partial": "∂",
}
"""Commands that are kept apart from a letter beside them, and how they are written."""

# The library's names of planets and signs of the zodiac are what systems are called here: \gemini.
_HEAVEN = range(0x263D, 0x2654)


def symbol(name: str, *, maths: bool) -> str | None:
    """What ``\\name`` stands for; ``None`` where it takes arguments or isn't known."""
    if maths and name in _NUMBER_SETS:
        return _NUMBER_SETS[name]
    return _known_symbols().get(name)


@lru_cache(maxsize=1)
def _known_symbols() -> Mapping[str, str]:
    from pylatexenc import latex2text

    commands = latex2text.get_default_latex_context_db().iter_macro_specs()
    texts = {command.macroname: command.simplify_repl for command in commands}
    known = {
        name: text
        for name, text in texts.items()
        if isinstance(text, str) and "%" not in text and not _is_heavenly(text)
    }
    known.pop("today", None)
    return {**known, **_SYMBOLS}


def _is_heavenly(text: str) -> bool:
    return len(text) == 1 and ord(text) in _HEAVEN
