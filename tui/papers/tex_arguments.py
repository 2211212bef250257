"""Where the arguments of a TeX command are."""

import re

from tui.papers.tex_command import COMMANDS

_NAME = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LENGTH = re.compile(r"\s*-?\d*\.?\d+\s*(?:pt|em|ex|mu|in|cm|mm|true[a-z]+)?")
_NO_ARGUMENT = "}^_&$"
_NESTED_WITHOUT_BRACES = 3


def take_arguments(tex: str, position: int, letters: str) -> tuple[list[str], int] | None:
    """The arguments from ``position`` on as TeX, and where they end.

    ``letters`` are those of ``Command.arguments``. ``None`` when one that must be there is not.
    """
    arguments: list[str] = []
    for letter in letters:
        argument, position = _argument(tex, position, letter, _NESTED_WITHOUT_BRACES)
        if argument is None and letter == "m":
            return None
        if letter not in "*l":
            arguments.append(argument or "")
    return arguments, position


def take_unit(tex: str, position: int) -> tuple[str | None, int]:
    """The group, the command with its arguments, or the character at ``position``, and its end."""
    return _unit(tex, position, _NESTED_WITHOUT_BRACES)


def end_of_group(tex: str, start: int) -> int:
    """Where the group that opens at ``start`` ends; beyond the text if it never does."""
    depth = 0
    for match in _BRACE.finditer(tex, start):
        depth += (match.group() == "{") - (match.group() == "}")
        if depth == 0:
            return match.end()
    return len(tex) + 1


def _argument(tex: str, position: int, letter: str, levels: int) -> tuple[str | None, int]:
    if letter == "*":
        return None, position + tex.startswith("*", position)
    if letter == "l":
        length = _LENGTH.match(tex, position)
        return None, length.end() if length else position
    start = _after_space(tex, position)
    if letter == "o":
        end = tex.find("]", start) if tex.startswith("[", start) else -1
        return (tex[start + 1 : end], end + 1) if end > 0 else (None, position)
    if letter == "g" and not tex.startswith("{", start):
        return None, position
    return _unit(tex, start, levels)


def _unit(tex: str, position: int, levels: int) -> tuple[str | None, int]:
    start = _after_space(tex, position)
    if start >= len(tex) or tex[start] in _NO_ARGUMENT:
        return None, position
    if tex[start] == "{":
        end = end_of_group(tex, start)
        return tex[start + 1 : end - 1], min(end, len(tex))
    end = _end_of_command(tex, start, levels) if tex[start] == "\\" else start + 1
    return tex[start:end], end


def _end_of_command(tex: str, start: int, levels: int) -> int:
    """Where the command at ``start`` and its arguments end."""
    name = _NAME.match(tex, start)
    if name is None:
        return len(tex)
    end = name.end()
    command = COMMANDS.get(name.group(1))
    for letter in command.arguments if command and levels else "":
        _, end = _argument(tex, end, letter, levels - 1)
    return end


def _after_space(tex: str, position: int) -> int:
    while position < len(tex) and tex[position].isspace():
        position += 1
    return position
