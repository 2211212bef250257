"""A piece of TeX read as Unicode, in one pass from left to right."""

import re
from functools import lru_cache

from tui.papers.tex_arguments import end_of_group, take_arguments, take_unit
from tui.papers.tex_command import (
    COMMANDS,
    FACTOR_GAP,
    WORD_GAP,
    Command,
    choice,
    fraction,
    function,
)
from tui.papers.tex_script import LITERAL_UNDERSCORE, script
from tui.papers.tex_symbol import FUNCTIONS, LETTERS, SILENT, symbol

_MOST_NESTED = 12
_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)?|[{}$^_&~]|[^\\{}$^_&~]+", re.DOTALL)
_SPACE = re.compile(r"\s*")
_INFIX = {"choose": choice, "over": fraction}
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”"}
_NULL_DELIMITER = re.compile(r"\s*\.")

_SCRIPT_SIGN = "²³¹⁰-₟ᴬ-ᵪⱼⱽ"
_CLOSED = r"[\w)\]}⟩′∂\u0300-\u036f]"
_FACTOR_GAPS = re.compile(
    rf"(?<={_CLOSED}){WORD_GAP}*{FACTOR_GAP}[{WORD_GAP}{FACTOR_GAP}]*(?=[\w(\[{{√‖∑∏∫⌊⌈⟨])"
)
_WORD_GAPS = re.compile(rf"(?<={_CLOSED}){WORD_GAP}+(?=[^\W{_SCRIPT_SIGN}])")
_GAPS = re.compile(f"[{WORD_GAP}{FACTOR_GAP}]+")

# TeX swallows the space that ends a command's name: n\geq 3 is not meant to be spaced on one side.
_RELATION = "≠≤≥≈≡≢∼≃≅→←↔⇒⟹⟺↦∈∉⊂⊆⊃⊇≪≫∝×÷±∓∪∩∧∨⊕⊗⊙·∘≺≻≼≽≲≳∖"
_ONE_SIDED = re.compile(
    rf"(?<=[^\s([{{,;:=<>{_RELATION}])"
    rf"(?: ([{_RELATION}])|([{_RELATION}]) )"
    rf"(?=[^\s)\]}},;{_RELATION}])"
)
_INSIDE_OF_DELIMITERS = re.compile(r"(?<=[⟨⌊⌈]) +|(?<! ) +(?=[⟩⌋⌉])")


@lru_cache(maxsize=8192)
def read_maths(tex: str) -> str:
    """A formula as Unicode: ``x_i \\in \\mathbb{R}`` -> ``xᵢ ∈ ℝ``.

    Commands that aren't known stay. Never raises; what is nested too deeply stays TeX.
    """
    text = _settled(_Reader(tex, _MOST_NESTED, maths=True).text())
    text = _ONE_SIDED.sub(r" \1\2 ", _INSIDE_OF_DELIMITERS.sub("", text))
    return text.replace(LITERAL_UNDERSCORE, "_")


@lru_cache(maxsize=8192)
def read_command(tex: str) -> str:
    """What a command in prose and its arguments say; of an unknown one, what its arguments do."""
    text = _settled(_Reader(tex, _MOST_NESTED, maths=False).text())
    return text.replace(LITERAL_UNDERSCORE, "_")


def _settled(text: str) -> str:
    """``text`` with gaps decided."""
    if WORD_GAP in text or FACTOR_GAP in text:
        text = _WORD_GAPS.sub(" ", _FACTOR_GAPS.sub(" ", text))
        return _GAPS.sub("", text)
    return text


def _typeset(prose: str) -> str:
    """``prose`` with the dashes and the quotation marks that TeX makes of signs in a row."""
    for typed, drawn in _LIGATURES.items():
        prose = prose.replace(typed, drawn)
    return prose


class _Reader:
    """One pass over a piece of TeX; groups and arguments in it have passes of their own."""

    def __init__(self, tex: str, levels: int, *, maths: bool) -> None:
        self._tex = tex
        self._levels = levels
        self._maths = maths
        self._position = 0
        self._pieces: list[str] = []

    def text(self) -> str:
        if self._levels == 0:
            return self._tex
        while token := _TOKEN.match(self._tex, self._position):
            self._position = token.end()
            written = self._read(token.group())
            self._pieces.append(written)
        return "".join(self._pieces)

    def _read(self, token: str) -> str:
        sign = token[0]
        if sign == "\\":
            return self._command(token[1:])
        if sign == "{":
            return self._inner(self._group(self._position - 1))
        if sign in "~}":
            return " " if sign == "~" else ""
        if sign == "$":
            return self._inline_maths()
        if self._maths and sign in "^_&":
            return " " if sign == "&" else self._script(sign)
        return token if self._maths else _typeset(token)

    def _inner(self, tex: str, *, maths: bool = False) -> str:
        return _Reader(tex, self._levels - 1, maths=self._maths or maths).text()

    def _group(self, start: int) -> str:
        """The content of the group that opens at ``start``."""
        end = end_of_group(self._tex, start)
        self._position = min(end, len(self._tex))
        return self._tex[start + 1 : end - 1]

    def _inline_maths(self) -> str:
        start, end = self._position, self._tex.find("$", self._position)
        if self._maths or end < 0:
            return "" if self._maths else "$"
        self._position = end + 1
        return self._inner(self._tex[start:end], maths=True)

    def _script(self, sign: str) -> str:
        content, self._position = take_unit(self._tex, self._position)
        if content is None:
            return sign
        return script(sign == "^", _settled(self._inner(content)).strip())

    def _command(self, name: str) -> str:
        if name in _INFIX and self._maths:
            return self._infix(name)
        if command := COMMANDS.get(name):
            written = self._with_arguments(command)
            return self._unknown(name) if written is None else written
        if name in FUNCTIONS:
            return function(FUNCTIONS[name]) + self._gap_after()
        if name in SILENT:
            return self._silent(name)
        known = symbol(name, maths=self._maths)
        return self._unknown(name) if known is None else self._symbol(name, known)

    def _with_arguments(self, command: Command) -> str | None:
        taken = take_arguments(self._tex, self._position, command.arguments)
        if taken is None:
            return None
        arguments, self._position = taken
        written = command.write(*(_settled(self._inner(argument)) for argument in arguments))
        return written + self._gap_after() if command.write is function else written

    def _infix(self, name: str) -> str:
        """``a \\over b``: all that was before it, and all that follows."""
        above, below = "".join(self._pieces), self._tex[self._position :]
        self._pieces, self._position = [], len(self._tex)
        return _INFIX[name](_settled(above), _settled(self._inner(below)))

    def _gap_after(self) -> str:
        is_followed = self._tex.startswith(("\\", "{"), self._position)
        return WORD_GAP if is_followed else ""

    def _silent(self, name: str) -> str:
        self._skip(_SPACE)
        if name in ("left", "right"):
            self._skip(_NULL_DELIMITER)
        return ""

    def _symbol(self, name: str, known: str) -> str:
        if name in LETTERS:
            self._skip(_SPACE)
        if name == "_":
            return LITERAL_UNDERSCORE
        return " " if name == "\\" and not self._maths else known

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if match := pattern.match(self._tex, self._position):
            self._position = match.end()

    def _unknown(self, name: str) -> str:
        """The command itself in maths; in prose, what its arguments say, if anything."""
        said: list[str] = []
        while self._tex.startswith("{", self._position):
            said.append(_settled(self._inner(self._group(self._position))).strip())
        said = list(filter(None, said))
        if self._maths:
            return f"\\{name}" + "".join(f"({argument})" for argument in said)
        return " ".join(said) or f"\\{name}"
