"""The examples that stand below the help of a command."""


def examples(*lines: str) -> str:
    """An epilog that shows command lines as they are typed, one a line."""
    title = "Example:" if len(lines) == 1 else "Examples:"
    # A lone \b keeps click from joining the lines of the paragraph.
    return "\n".join(["\b", title, *(f"  {line}" for line in lines)])
