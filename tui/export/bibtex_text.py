"""How text is written inside the braces of a BibTeX field."""

import re
from collections.abc import Iterator

from tui.export.names import split_name
from tui.export.text import plain
from tui.papers.text import clean

# BibTeX counts braces without looking at backslashes, so \{ would unbalance an entry; and some
# parsers take an @ for the start of one.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "@": "{@}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_MATHS = re.compile(r"(?<!\\)(\${1,2})(?![\s$])((?:[^$\\]|\\.)*?)(?<!\s)\1(?![\d$])", re.DOTALL)
_PROSE = re.compile(r"[^\W\d_]{2,}\s+\S*[^\W\d_]{2,}")
_SPECIAL_IN_MATHS = re.compile(r"(?<!\\)(?:\\\\)*[%#&@]")
_WORD = re.compile(r"[^\W_]+")
_ESCAPED_GROUP = re.compile(r"\\textbraceleft\{\}\{?([^\W_]+)\}?\\textbraceright\{\}")


def bibtex_text(text: str) -> str:
    """``text`` with BibTeX's and TeX's special characters escaped. Maths in dollars stays maths."""
    return "".join(part if is_maths else _prose(part) for is_maths, part in _parts(text))


def bibtex_title(text: str) -> str:
    """Like ``bibtex_text``, with the words whose capitals matter in braces: ``{GPSFormer}: A``.

    Braces around letters in the source, as arXiv titles have them, keep that meaning.
    """
    return "".join(part if is_maths else _title_prose(part) for is_maths, part in _parts(text))


def bibtex_name(text: str) -> str:
    """``van der Maaten, Laurens``; an organization in braces, which keep it in one piece."""
    name = split_name(text)
    if name.is_whole:
        return f"{{{_escaped(name.family)}}}" if name.family else ""
    parts = (name.full_family, name.suffix, name.given)
    return ", ".join(_escaped(part) for part in parts if part)


def bibtex_address(text: str) -> str:
    """An address or identifier: verbatim, but for what can't stand in a field at all."""
    return re.sub(r"[\s{}\\]", lambda found: f"%{ord(found[0]):02X}", text)


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The stretches of ``text``, each with whether it is maths, its dollars included."""
    text = clean(text)
    start = 0
    for match in _MATHS.finditer(text):
        if _is_maths(match[2]):
            yield False, text[start : match.start()]
            yield True, f"${match[2]}$"
            start = match.end()
    yield False, text[start:]


def _is_maths(source: str) -> bool:
    looks_like_it = any(sign in source for sign in "\\^_") or not _PROSE.search(source)
    return looks_like_it and not _SPECIAL_IN_MATHS.search(source) and _is_balanced(source)


def _is_balanced(source: str) -> bool:
    """Whether braces pair up both for BibTeX, which counts ``\\{``, and for those that don't."""
    unescaped = re.sub(r"\\.", "", source, flags=re.DOTALL)
    return _depth_is_kept(source) and _depth_is_kept(unescaped)


def _depth_is_kept(source: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", source):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _prose(part: str) -> str:
    """TeX outside of maths as Unicode, then escaped; blanks at the ends stay."""
    before = " " if part.startswith(" ") else ""
    after = " " if part.endswith(" ") and part != " " else ""
    return before + _escaped(plain(part)) + after


def _title_prose(part: str) -> str:
    return _ESCAPED_GROUP.sub(r"{\1}", _WORD.sub(_capitals_kept, _prose(part)))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def _capitals_kept(word: re.Match[str]) -> str:
    """Braces around what a style must not write in lower case: GPSFormer, S4, 3D, the C of C++."""
    text = word[0]
    kept = (
        any(char.isupper() for char in text[1:])
        or (text[0].isupper() and any(char.isdigit() for char in text))
        or (len(text) == 1 and text.isupper() and text != "A")
    )
    return f"{{{text}}}" if kept else text
