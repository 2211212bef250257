"""Letters of TeX with an accent, and double-struck ones: ``Õ``, ``ℝ``."""

from unicodedata import category, normalize

from tui.papers.tex_symbol import symbol

ACCENTS = {
    **dict(zip("'`\"^~=.cHkbdruv", map(chr, (
        0x301, 0x300, 0x308, 0x302, 0x303, 0x304, 0x307, 0x327, 0x30B, 0x328, 0x331, 0x323,
        0x30A, 0x306, 0x30C,
    )), strict=True)),
    **dict.fromkeys(("hat", "Hat", "widehat"), "\u0302"),
    **dict.fromkeys(("tilde", "Tilde", "widetilde"), "\u0303"),
    **dict.fromkeys(("bar", "Bar", "overline", "widebar"), "\u0305"),
    **dict.fromkeys(("vec", "Vec", "overrightarrow"), "\u20d7"),
    "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301",
    "grave": "\u0300", "mathring": "\u030a", "not": "\u0338",
}  # fmt: skip
"""The combining character of each command for an accent."""

_DOTLESS = str.maketrans("ıȷ", "ij")
_DOUBLE_STRUCK = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}
_DOUBLE_STRUCK_FROM = {"A": 0x1D538, "a": 0x1D552, "0": 0x1D7D8}


def accented(name: str, content: str) -> str:
    r"""``content`` with the accent of ``\name`` on its letters, else on its first sign."""
    # arXiv's records have the command \rho as \r{ho}.
    if len(name) == 1 < len(content) and (meant := symbol(name + content, maths=True)):
        return meant
    mark, content = ACCENTS[name], content.translate(_DOTLESS)
    if not content.strip():
        return name if name in "^~" else content
    takes_it = [char.isalpha() and category(char) != "Lm" for char in content]
    if not any(takes_it):
        takes_it[0] = True
    marked = zip(content, takes_it, strict=True)
    return normalize("NFC", "".join(char + mark if takes else char for char, takes in marked))


def double_struck(content: str) -> str:
    """``content`` in blackboard bold; what has no such form as it is."""
    return "".join(map(_double_struck_letter, content))


def _double_struck_letter(char: str) -> str:
    if char in _DOUBLE_STRUCK or not (char.isascii() and char.isalnum()):
        return _DOUBLE_STRUCK.get(char, char)
    first = "0" if char.isdigit() else "A" if char.isupper() else "a"
    return chr(_DOUBLE_STRUCK_FROM[first] + ord(char) - ord(first))
