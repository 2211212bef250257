"""JSON Lines: papertui's own record of a paper, one a line, which it reads back."""

import json
from collections.abc import Sequence

from tui.papers.paper import Entry
from tui.papers.record import to_record


def render(entries: Sequence[Entry]) -> str:
    """One record a line, as ``tui.papers.record`` describes it."""
    return "".join(_line(entry) for entry in entries)


def _line(entry: Entry) -> str:
    return json.dumps(to_record(entry, None), ensure_ascii=False) + "\n"
