"""Names that were mistyped."""

from collections.abc import Sequence
from difflib import get_close_matches


def nearest(name: str, known: Sequence[str]) -> str:
    """``Did you mean “…”?`` of the known name that is most like this one; ``""`` if none is."""
    near = get_close_matches(name, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else ""
