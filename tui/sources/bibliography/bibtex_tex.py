"""What the TeX in BibTeX fields says, as Unicode."""

import re

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from tui.papers.text import clean, tex_to_unicode
from tui.sources.outside_text import LONGEST_PASSAGE
from tui.sources.person_name import listed_names

# Stand for characters that must not be taken for TeX again; no text uses this private plane.
_LITERALS = {chr(0x10F000 + ord(char)): char for char in "\\{}~^&%$#_"}
_PLACEHOLDERS = {char: placeholder for placeholder, char in _LITERALS.items()}
_NAMED = {
    "backslash": "\\",
    "braceleft": "{",
    "braceright": "}",
    "asciitilde": "~",
    "asciicircum": "^",
}
_LITERAL = re.compile(
    rf"\\\\|\\(?P<char>[&%$#_])|\\text(?P<name>{'|'.join(_NAMED)})(?![A-Za-z])(?:\{{\}}|\s)?"
)
_TIE = re.compile(r"(?<!\\)~")
_LITERAL_CHARS = str.maketrans(_LITERALS)
_BRACES = str.maketrans("", "", "{}")
_URL_COMMAND = re.compile(r"\\(?:url|path|nolinkurl)\s*(?=\{)")
_ESCAPED_IN_ADDRESS = re.compile(r"\\([_%&#~$])(?:\{\})?|\\(?:textasciitilde|sim)(?:\{\})?")
# BibTeX knows names with two commas at most: with more it is a list that lacks its “and”s.
_MOST_COMMAS = 2


def plain(tex: str) -> str:
    """A text on one line, without the braces that keep capitals: ``{An} $\\alpha$ {t}itle``."""
    text = _TIE.sub(" ", _LITERAL.sub(_placeholder, clean(tex[:LONGEST_PASSAGE])))
    read = tex_to_unicode(text)
    return (text.translate(_BRACES) if read == text else read).translate(_LITERAL_CHARS)


def plain_lines(tex: str) -> str:
    """A text of several lines, such as a note."""
    return "\n".join(map(plain, tex[:LONGEST_PASSAGE].split("\n")))


def plain_address(tex: str) -> str:
    """An address or an identifier: only what LaTeX wants escaped is read, ``~`` is itself."""
    text = _URL_COMMAND.sub("", tex[:LONGEST_PASSAGE])
    return _ESCAPED_IN_ADDRESS.sub(lambda found: found[1] or "~", text).translate(_BRACES)


def names_of(tex: str) -> list[str]:
    """The names of an ``author`` field, given name first, told apart by BibTeX's rules."""
    return [name for text in split_multiple_persons_names(tex) for name in _names(text)]


def _placeholder(found: re.Match[str]) -> str:
    """What stands for an escaped character; a line break, ``\\\\``, is left to TeX."""
    char = found["char"] or _NAMED.get(found["name"] or "")
    return _PLACEHOLDERS[char] if char else found[0]


def _names(text: str) -> list[str]:
    if text.count(",") > _MOST_COMMAS and "{" not in text:
        return listed_names(plain(text))
    return [plain(parse_single_name_into_parts(text, strict=False).merge_first_name_first)]
