"""Superscripts and subscripts of TeX maths in Unicode."""

from unicodedata import category

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
_RAISED_BY_ITSELF = {"∘": "°", "○": "°", "'": "′"}

LITERAL_UNDERSCORE = "\ufdd1"
"""Stands for an underscore of a name, no script, while TeX is read: cleaned text has none."""


def script(raised: bool, content: str) -> str:
    """``content`` as a superscript or a subscript: ``²``, ``ᵢ``, or ``^α`` where there is none."""
    letters = _SUPERSCRIPT if raised else _SUBSCRIPT
    if all(char in letters for char in content):
        return "".join(letters[char] for char in content)
    if raised and len(content) == 1 and not content.isalnum():
        return _RAISED_BY_ITSELF.get(content, content)
    return ("^" if raised else "_") + (content if _is_one_sign(content) else f"({content})")


def _is_one_sign(content: str) -> bool:
    """Whether ``content`` is a single sign or a word, without scripts of its own."""
    if any(category(char) in ("Lm", "No") for char in content):
        return False
    return len(content) == 1 or content.replace(LITERAL_UNDERSCORE, "").isalnum()
