"""Numbers of things in words."""

_HISSING = ("s", "x", "ch", "sh")


def counted(count: int, noun: str) -> str:
    """``1 paper``, ``1,204 papers``, ``3 saved searches``."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun}{'es' if noun.endswith(_HISSING) else 's'}"
