"""Cleaning of text that comes from outside, so that it can be stored, searched and drawn."""

import re
from unicodedata import category

# Invisible characters that isprintable() lets pass: variation selectors, fillers, and others that
# Unicode calls "default ignorable". They hide text from readers and throw off column counts.
_PRINTABLE_INVISIBLE = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef"
)
# Format characters (Cf) without the prepended marks of Arabic, Syriac and Kaithi, which are drawn;
# soft hyphen, byte-order mark, zero-width and bidi controls, tags, and noncharacters.
_FORMAT = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
)
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_SURROGATE = "\ud800-\udfff"

_INVISIBLE = re.compile(f"[{_CONTROL}{_SURROGATE}{_FORMAT}{_PRINTABLE_INVISIBLE}]+")
_BLANK_BRAILLE = "\u2800"

# ECMA-48: CSI parameters and final byte; OSC, DCS, SOS, PM and APC strings with their terminator.
_ESCAPE_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*+[ -/]*+[@-~]|\x1b[\]PX^_][^\x07\x1b]*+(?:\x07|\x1b\\)",
)

_MOST_MARKS = 4
# Five characters in a row that could be combining marks; the blocks without any are left out.
_MARKS_POSSIBLE = "[\u0300-\u036f\u0483-\u33ff\ua000-\uabff\ud7b0-\U0010ffff]"
_STORM_POSSIBLE = re.compile(f"{_MARKS_POSSIBLE}{{{_MOST_MARKS + 1},}}")
_SUSPICIOUS = re.compile(
    f"[{_PRINTABLE_INVISIBLE}{_BLANK_BRAILLE}]|{_MARKS_POSSIBLE}{{{_MOST_MARKS + 1}}}"
)


def is_plain(text: str) -> bool:
    """Whether text is printable ASCII with single spaces, and none at the ends: surely clean."""
    return text.isascii() and text.isprintable() and "  " not in text and text.strip(" ") == text


def clean(text: str) -> str:
    """``text`` on one line, without what is invisible or steers a terminal.

    Controls, terminal sequences, lone surrogates, noncharacters, format characters (zero-width,
    bidi, soft hyphen, tags) and variation selectors go; of more than four combining marks in a
    row four stay; white space of any kind becomes single spaces, none at the ends. Nothing else
    changes.
    """
    line = text.replace("\n", " ")
    if is_plain(line):
        return line
    line = " ".join(text.split())
    is_harmless = line.isprintable() and (line.isascii() or not _SUSPICIOUS.search(line))
    return line if is_harmless else " ".join(_visible(text).split())


def clean_lines(text: str) -> str:
    """``text`` cleaned line by line: for what a person wrote, such as a note.

    Line breaks of every kind become ``\\n``; indentation and inner spacing stay; tabs become
    spaces. No blank lines at the ends, no spaces at the ends of lines.
    """
    lines = [_clean_line(line) for line in _ESCAPE_SEQUENCE.sub("", text).splitlines()]
    return "\n".join(lines).strip("\n")


def _clean_line(line: str) -> str:
    visible = _visible(line.expandtabs(4))
    return "".join(" " if char.isspace() else char for char in visible).rstrip()


def _visible(text: str) -> str:
    """``text`` without sequences, invisible characters and storms; white space is left as it is."""
    if "\x1b" in text:
        text = _ESCAPE_SEQUENCE.sub("", text)
    text = _INVISIBLE.sub("", text).replace(_BLANK_BRAILLE, " ")
    return _STORM_POSSIBLE.sub(_calmed, text)


def _calmed(match: re.Match[str]) -> str:
    """The matched run with no more combining marks in a row than are allowed."""
    kept: list[str] = []
    marks = 0
    for char in match.group():
        marks = marks + 1 if category(char) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def tex_to_unicode(text: str) -> str:
    """``text`` with its TeX read as Unicode: ``$O(n^2)$`` -> ``O(n²)``, ``\\'e`` -> ``é``.

    Amounts such as ``$5`` and text without TeX, also a bare ``x_1`` or ``{x}``, stay as they are.
    Never raises; what can't be understood stays.
    """
    if "\\" not in text and "$" not in text:
        return text
    from tui.papers.tex import read_tex

    converted = read_tex(text)
    return text if converted == text else clean(converted)
