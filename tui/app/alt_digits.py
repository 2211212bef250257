"""Alt and a digit, told apart from the sign that some keyboards type with them.

A terminal sends alt with a digit as an escape and the digit. Textual takes that for what a Mac
types with the two (``¡`` for ``alt+1``), which an input would take for text.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS


@dataclass(frozen=True, slots=True)
class _Named:
    """What Textual takes the name of a key from."""

    value: str


def name_alt_digits() -> None:
    """Have Textual name the keys ``alt+1`` to ``alt+9``, as it does under Kitty's protocol."""
    sequences = cast(MutableMapping[str, tuple[_Named, ...]], ANSI_SEQUENCES_KEYS)
    sequences.update({f"\x1b{digit}": (_Named(f"alt+{digit}"),) for digit in range(1, 10)})
