"""Superscripts and subscripts of TeX maths in Unicode."""

import re
from collections.abc import Callable
from unicodedata import is_normalized

_SCRIPT = re.compile(r"(?<!\\)([\^_])\s*(?:\{([^{}^_]*)\}|(\\[A-Za-z]+|\\?[^\s{}]))")
_MOST_NESTED = 8

_SUPERSCRIPT = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤°.,",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀ°.,",
        strict=True,
    )
)
_SUBSCRIPT = dict(
    zip(
        "0123456789+-=()aehijklmnoprstuvxβγρφχ.,",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ.,",
        strict=True,
    )
)
# Stand for ^ and _ that stay, so that they aren't read again; cleaned text has no noncharacters.
_KEPT_CARET, _KEPT_UNDERSCORE = "\ufdd0", "\ufdd1"
_KEPT = str.maketrans({_KEPT_CARET: "^", _KEPT_UNDERSCORE: "_"})
_RAISED_BY_ITSELF = {"∘": "°", "○": "°", "'": "′"}


def with_scripts(maths: str, read: Callable[[str], str]) -> str:
    """``maths`` (TeX) with its scripts raised and lowered; ``read`` converts what is inside one.

    A script that Unicode doesn't have keeps its ``^`` or ``_``.
    """

    def replace(match: re.Match[str]) -> str:
        raised, group, single = match.group(1) == "^", match.group(2), match.group(3)
        return _kept(script(raised, read(single if group is None else group).strip()))

    if "^" not in maths and "_" not in maths:
        return maths
    for _ in range(_MOST_NESTED):
        # Innermost groups come first; what they gave is text for the groups around them.
        replaced = _SCRIPT.sub(replace, maths)
        if replaced == maths:
            break
        maths = replaced
    return maths.translate(_KEPT)


def script(raised: bool, content: str) -> str:
    """``content`` as a superscript or a subscript: ``²``, ``ᵢ``, or ``^α`` where there is none."""
    letters = _SUPERSCRIPT if raised else _SUBSCRIPT
    if all(char in letters for char in content):
        return "".join(letters[char] for char in content)
    if raised and len(content) == 1 and not content.isalnum():
        return _RAISED_BY_ITSELF.get(content, content)
    # NFKC takes scripts down: a content that it changes has scripts of its own.
    is_one_word = content.isalnum() and is_normalized("NFKC", content)
    return ("^" if raised else "_") + (content if is_one_word else f"({content})")


def _kept(written: str) -> str:
    if written[:1] in ("^", "_"):
        return (_KEPT_CARET if written[0] == "^" else _KEPT_UNDERSCORE) + written[1:]
    return written
